/**
 * The completion script for zsh, in the words of its own `_arguments`. Pure.
 *
 * It can be evaluated, or lie as `_spcs-sd` in a folder of `$fpath`.
 */
import type { Completed, CompletedCommand, CompletedFlag } from './command-table.ts';

export function zshScript(commands: readonly CompletedCommand[]): string {
  const [program, ...others] = commands;
  const described = others.map(({ name, description }) => quoted(`${name}:${description}`));
  const branches = others.map(
    ({ name, flags, argument }) => `    ${name}) _arguments ${specs(flags, argument)} ;;`,
  );
  return `#compdef spcs-sd
# Completion of spcs-sd for zsh. In ~/.zshrc, after compinit: eval "$(spcs-sd completion zsh)"

_spcs-sd() {
  local -a commands=(
    ${described.join('\n    ')}
  )
  if (( CURRENT == 2 )); then
    if [[ $PREFIX == -* ]]; then
      _arguments ${specs(program?.flags ?? [], { kind: 'nothing' })}
    else
      _describe -t commands 'command of spcs-sd' commands
    fi
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT -= 1 ))
  # What follows two dashes is another program's.
  local dashes=\${words[(i)--]}
  if (( dashes < CURRENT )); then
    shift $dashes words
    (( CURRENT -= dashes ))
    _normal
    return
  fi
  case $command in
${branches.join('\n')}
  esac
}

if [[ $funcstack[1] == _spcs-sd ]]; then
  _spcs-sd "$@"
else
  compdef _spcs-sd spcs-sd
fi
`;
}

function specs(flags: readonly CompletedFlag[], argument: Completed): string {
  const given = argument.kind === 'nothing' ? [] : [quoted(`1:${valueSpec('argument', argument)}`)];
  return [...flags.map(flagSpec), ...given].map((spec) => `\\\n      ${spec}`).join(' ');
}

/** `--flag=[what it is]:what comes:how`. */
function flagSpec({ name, description, value }: CompletedFlag): string {
  const text = description.replaceAll(/[[\]:\\]/g, '\\$&');
  if (value.kind === 'nothing') return quoted(`${name}[${text}]`);
  return quoted(`${name}=[${text}]:${valueSpec(name.replace(/^--/, ''), value)}`);
}

function valueSpec(message: string, value: Completed): string {
  switch (value.kind) {
    case 'nothing':
    case 'text':
      return `${message}: `;
    case 'path':
      return `${message}:_files`;
    case 'choice':
      return `${message}:(${value.choices.join(' ')})`;
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
