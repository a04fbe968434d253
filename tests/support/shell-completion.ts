/**
 * What real shells complete: one process for all lines of a shell, without its user's own settings.
 */
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { pathOf } from './needs.ts';
import type { TempFolder } from './temp.ts';

const execute = promisify(execFile);
const options = { timeout: 25_000, env: { PATH: process.env['PATH'], TERM: 'dumb' } };

/**
 * The words that bash offers, by line. Readline takes a line apart and calls the function with its words;
 * here that is done for it, in its way: `=` stands for itself, unless `wholeWords`.
 */
export async function bashReplies(
  script: string,
  lines: readonly string[],
  wholeWords = false,
): Promise<readonly (readonly string[])[]> {
  const calls = lines.map((line) => {
    const words = line.split(' ').flatMap((word) => (wholeWords ? [word] : word.split(/(=)/)));
    // An empty word after the sign is the one to complete only where readline has one.
    const kept = words.filter((word, index) => word !== '' || index === words.length - 1);
    const last = kept.at(-1) === '' && kept.at(-2) === '=' ? kept.slice(0, -1) : kept;
    const array = last.map((word) => `'${word}'`).join(' ');
    return `COMP_WORDS=(${array}) COMP_CWORD=${last.length - 1}; _spcs_sd; echo "\${COMPREPLY[*]@Q}"\n`;
  });
  const program = ['--norc', '--noprofile', '-uc', `${script}\n${calls.join('')}`];
  const { stdout } = await execute('bash', program, options);
  return stdout
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => [...line.matchAll(/'([^']*)'/g)].map(([, word = '']) => word));
}

/** Each line as zsh leaves it after a tab: its own line editor, in a terminal that zsh itself makes. */
export async function zshLines(
  folder: TempFolder,
  script: string,
  lines: readonly string[],
): Promise<readonly string[]> {
  const [completion, settings, result] = ['_spcs-sd.zsh', 'settings.zsh', 'result'].map((name) =>
    folder.file(name),
  ) as [string, string, string];
  await writeFile(completion, script);
  await writeFile(
    settings,
    `stty -echo; PS1=; autoload -Uz compinit; compinit -D -u; source '${completion}'
probe() {
  for line in ${lines.map((line) => `'${line}'`).join(' ')}; do
    BUFFER=$line CURSOR=$#line
    zle expand-or-complete
    print -r -- "$BUFFER" >>'${result}'
  done
  exit
}
zle -N probe; bindkey '^T' probe; print READY
`,
  );
  const driver = `zmodload zsh/zpty; zpty z "'${pathOf('zsh')}' -f -i"
zpty -w z "source '${settings}'"; zpty -r z said '*READY*'; zpty -w -n z $'\\x14'
while zpty -r z said; do :; done`;
  await execute(pathOf('zsh'), ['-f', '-c', driver], options);
  return (await readFile(result, 'utf8')).replace(/\n$/, '').split('\n');
}

/** What fish offers, by line, without the descriptions. */
export async function fishReplies(
  script: string,
  lines: readonly string[],
): Promise<readonly (readonly string[])[]> {
  const calls = lines.map((line) => `complete -C '${line}'; echo --end--\n`).join('');
  const { stdout } = await execute(pathOf('fish'), ['--no-config', '-c', `${script}\n${calls}`], options);
  return stdout
    .split('--end--\n')
    .slice(0, -1)
    .map((part) => part.split('\n').flatMap((line) => line.split('\t')[0] || []));
}
