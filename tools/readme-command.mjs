/**
 * Prints one of the README's two commands, in its very words: `node tools/readme-command.mjs test`.
 *
 * So that what a newcomer is told to type is what is tested. Exit code 1 when the README does not hold
 * exactly one such command. Needs no dependency: it runs before they are installed.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * The commands in the README's shell blocks that install and then run a script, each once.
 *
 * @param {string} readme
 * @param {string} script of package.json: `test` or `start`
 * @returns {readonly string[]}
 */
export function commandsOf(readme, script) {
  const blocks = [...readme.matchAll(/^```(?:sh|bash|shell|console)\n(.*?)^```$/gms)].map(
    (match) => match[1] ?? '',
  );
  const runs = new RegExp(`\\bnpm (?:run )?${script}\\b`);
  const lines = blocks
    .flatMap((block) => block.split('\n'))
    .map((line) =>
      line
        .replace(/^\$ /, '')
        .replace(/\s+#.*$/, '')
        .trim(),
    )
    .filter((line) => line.startsWith('npm ci') && runs.test(line));
  return [...new Set(lines)];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const script = process.argv[2] ?? 'test';
  const commands = commandsOf(readFileSync(join(import.meta.dirname, '..', 'README.md'), 'utf8'), script);
  if (commands.length === 1) {
    console.log(commands[0]);
  } else {
    console.error(
      `README.md: expected one command "npm ci && npm ${script}" in a sh block, found ${commands.length}`,
    );
    process.exitCode = 1;
  }
}
