/**
 * The completion script for fish. Pure.
 */
import type { Completed, CompletedCommand, CompletedFlag } from './command-table.ts';

const withoutCommand = '__fish_use_subcommand';

export function fishScript(commands: readonly CompletedCommand[]): string {
  const lines = commands.flatMap((command) => {
    const { name, description, flags, argument } = command;
    const condition = name === '' ? withoutCommand : `__fish_seen_subcommand_from ${name}`;
    return [
      ...(name === '' ? [] : [line(withoutCommand, '-a', quoted(name), '-d', quoted(description))]),
      ...flags.map((flag) => flagLine(condition, flag)),
      ...(argument.kind === 'nothing' ? [] : [line(condition, ...valueWords(argument))]),
    ];
  });
  return `# Completion of spcs-sd for fish. spcs-sd completion fish > ~/.config/fish/completions/spcs-sd.fish

complete -c spcs-sd -f
${lines.filter(Boolean).join('\n')}
`;
}

function flagLine(condition: string, { name, description, value }: CompletedFlag): string {
  const long = name.replace(/^--/, '');
  const required =
    value.kind === 'nothing' ? [] : [value.kind === 'path' ? '-r' : '-x', ...valueWords(value)];
  return line(condition, '-l', quoted(long), '-d', quoted(description), ...required);
}

function line(condition: string, ...words: readonly string[]): string {
  return words.length === 0 ? '' : `complete -c spcs-sd -n '${condition}' ${words.join(' ')}`;
}

function valueWords(value: Completed): readonly string[] {
  switch (value.kind) {
    case 'nothing':
    case 'text':
      return [];
    case 'path':
      return ['-F'];
    case 'choice':
      return ['-a', quoted(value.choices.join(' '))];
  }
}

/** Fish knows a quote and a backslash inside of single quotes, and nothing else. */
function quoted(text: string): string {
  return `'${text.replaceAll(/['\\]/g, '\\$&')}'`;
}
