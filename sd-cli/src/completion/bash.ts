/**
 * The completion script for bash 4.4 and newer: what it knows is written into it, so that no key waits for a
 * program to start. Pure.
 *
 * Bash takes `--flag=value` for three words, unless its user has changed COMP_WORDBREAKS: both are understood.
 */
import type { Completed, CompletedCommand, CompletedFlag } from './command-table.ts';

export function bashScript(commands: readonly CompletedCommand[]): string {
  const names = commands.map(({ name }) => name).filter(Boolean);
  const flags = commands.map(({ name, flags: own }) => branch(`'${name}'`, own.map(offered).join(' ')));
  const values = commands.flatMap((command) => command.flags.map((flag) => valueBranch(command, flag)));
  const givens = commands.map(({ name, argument }) => branch(`'${name} '`, textOf(argument)));
  return `# Completion of spcs-sd for bash. In ~/.bashrc: eval "$(spcs-sd completion bash)"

# What a command takes: its flags.
_spcs_sd_flags() {
  case $1 in
${flags.join('\n')}
  esac
}

# What comes after a flag, or as an argument where the flag is empty: FILES, or the choices.
_spcs_sd_values() {
  case "$1 $2" in
${[...values, ...givens].filter(Boolean).join('\n')}
  esac
}

_spcs_sd() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD - 1]}
  local command= flag= prefix= values i
  COMPREPLY=()
  (( COMP_CWORD > 1 )) && command=\${COMP_WORDS[1]}
  for (( i = 2; i < COMP_CWORD; i++ )); do
    # What follows is another program's.
    [[ \${COMP_WORDS[i]} == -- ]] && { compopt -o default 2>/dev/null; return; }
  done
  if [[ $word == = ]]; then flag=$before word=
  elif [[ $before == = ]]; then flag=\${COMP_WORDS[COMP_CWORD - 2]}
  elif [[ $word == --*=* ]]; then flag=\${word%%=*} prefix=\${word%%=*}= word=\${word#*=}
  elif [[ $before == --* && -n $(_spcs_sd_values "$command" "$before") ]]; then flag=$before
  fi
  values=$(_spcs_sd_values "$command" "$flag")
  if [[ -z $flag && ( $word == -* || -z $values ) ]]; then
    values=$(_spcs_sd_flags "$command")
    [[ -z $command && $word != -* ]] && values='${names.join(' ')}'
  fi
  if [[ $values == FILES ]]; then
    compopt -o filenames 2>/dev/null
    mapfile -t COMPREPLY < <(compgen -P "$prefix" -f -- "$word")
  else
    mapfile -t COMPREPLY < <(compgen -P "$prefix" -W "$values" -- "$word")
  fi
  # A value comes right after it.
  [[ \${COMPREPLY[0]-} == *= ]] && compopt -o nospace 2>/dev/null
  return 0
}

complete -F _spcs_sd spcs-sd
`;
}

function offered({ name, value }: CompletedFlag): string {
  return value.kind === 'nothing' ? name : `${name}=`;
}

function valueBranch({ name }: CompletedCommand, flag: CompletedFlag): string {
  return branch(`'${name} ${flag.name}'`, textOf(flag.value));
}

/** Empty where there is nothing to say. */
function branch(pattern: string, text: string): string {
  return text === '' ? '' : `    ${pattern}) echo '${text}' ;;`;
}

function textOf(completed: Completed): string {
  switch (completed.kind) {
    case 'nothing':
    case 'text':
      return '';
    case 'path':
      return 'FILES';
    case 'choice':
      return completed.choices.join(' ');
  }
}
