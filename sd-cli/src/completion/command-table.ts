/**
 * What can be completed, as plain data: read from the very commands and flags that the parser uses, so that
 * the two cannot differ. Knows no shell.
 */
import type { Argument, Command, Option } from 'commander';

/** What comes after a flag, or as a command's argument. */
export type Completed =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'path' }
  | { readonly kind: 'choice'; readonly choices: readonly string[] }
  /** Something that only its user knows, such as a port. */
  | { readonly kind: 'text' };

export interface CompletedFlag {
  /** With its dashes: `--config.file`. */
  readonly name: string;
  readonly description: string;
  readonly value: Completed;
}

export interface CompletedCommand {
  /** Empty for the program itself, whose flags come before any command. */
  readonly name: string;
  readonly description: string;
  readonly flags: readonly CompletedFlag[];
  readonly argument: Completed;
}

/** The program first, then its commands but those that are hidden, in the order of its help. */
export function commandTable(program: Command): readonly CompletedCommand[] {
  const commands = program.createHelp().visibleCommands(program);
  return [{ ...completedCommand(program), name: '' }, ...commands.map(completedCommand)];
}

function completedCommand(command: Command): CompletedCommand {
  const [argument] = command.registeredArguments;
  return {
    name: command.name(),
    description: command.description(),
    flags: command.createHelp().visibleOptions(command).map(completedFlag),
    argument: argument === undefined ? { kind: 'nothing' } : completedBy(argument.name(), argument),
  };
}

function completedFlag(option: Option): CompletedFlag {
  const placeholder = /[<[](.*)[>\]]/.exec(option.flags)?.[1];
  return {
    name: option.long ?? option.flags,
    description: option.description,
    value: placeholder === undefined ? { kind: 'nothing' } : completedBy(placeholder, option),
  };
}

/** A placeholder says what is meant: `<path>`, `<FILE>`. */
function completedBy(placeholder: string, { argChoices }: Pick<Argument | Option, 'argChoices'>): Completed {
  if (argChoices !== undefined) return { kind: 'choice', choices: argChoices };
  return /^(path|file)$/i.test(placeholder) ? { kind: 'path' } : { kind: 'text' };
}
