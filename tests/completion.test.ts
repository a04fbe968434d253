/**
 * Completion in the shells themselves: what a tab gives where a command, a flag, a choice or a file may stand.
 */
import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { needs } from './support/needs.ts';
import { runHere } from './support/run-here.ts';
import { bashReplies, fishReplies, zshLines } from './support/shell-completion.ts';
import { tempFolder, type TempFolder } from './support/temp.ts';

let folder: TempFolder;
beforeAll(async () => {
  folder = await tempFolder('completion');
  await writeFile(folder.file('only.yml'), '');
});
afterAll(() => folder.remove());

async function scriptFor(shell: string): Promise<string> {
  const { code, stdout } = await runHere(['completion', shell]);
  expect(code).toBe(0);
  return stdout;
}

const commands = ['http', 'file', 'check', 'targets', 'lookup', 'sandbox', 'conform', 'completion'];
const levels = ['debug', 'info', 'warn', 'error'];

test('bash', async () => {
  const yml = folder.file('only.yml');
  const stem = folder.file('on');
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['spcs-sd ', commands],
    ['spcs-sd c', ['check', 'conform', 'completion']],
    ['spcs-sd --', ['--version', '--help']],
    ['spcs-sd http --co', ['--config.file=']],
    ['spcs-sd targets --w', ['--watch']],
    ['spcs-sd targets --log.level=', levels],
    ['spcs-sd targets --log.level ', levels],
    ['spcs-sd targets --log.level=w', ['warn']],
    ['spcs-sd targets --watch --log.format=j', ['json']],
    ['spcs-sd completion ', ['bash', 'zsh', 'fish']],
    [`spcs-sd check ${stem}`, [yml]],
    [`spcs-sd http --config.file=${stem}`, [yml]],
    [`spcs-sd file --once --output.file ${stem}`, [yml]],
    ['spcs-sd sandbox --dns.port=', []],
    ['spcs-sd htp --', []],
    ['spcs-sd conform -- c', []],
  ];
  const lines = cases.map(([line]) => line);
  const script = await scriptFor('bash');
  expect(await bashReplies(script, lines)).toEqual(cases.map(([, replies]) => replies));
  // Where the user has taken the sign out of COMP_WORDBREAKS.
  const whole = await bashReplies(script, ['spcs-sd http --log.format=j', `spcs-sd check ${stem}`], true);
  expect(whole).toEqual([['--log.format=json'], [yml]]);
});

needs('fish').test('fish', async () => {
  const yml = folder.file('only.yml');
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['spcs-sd ', commands.toSorted()],
    ['spcs-sd ta', ['targets']],
    ['spcs-sd http --co', ['--config.file']],
    ['spcs-sd targets --log.level ', levels.toSorted()],
    ['spcs-sd targets --log.level=w', ['--log.level=warn']],
    ['spcs-sd completion ', ['bash', 'fish', 'zsh']],
    [`spcs-sd check ${folder.file('on')}`, [yml]],
    [`spcs-sd http --config.file=${folder.file('on')}`, [`--config.file=${yml}`]],
    ['spcs-sd sandbox --dns.port ', []],
  ];
  const lines = cases.map(([line]) => line);
  const replies = await fishReplies(await scriptFor('fish'), lines);
  expect(replies).toEqual(cases.map(([, expected]) => expected));
});

needs('zsh').test('zsh', async () => {
  const yml = folder.file('only.yml');
  const cases: readonly (readonly [string, string])[] = [
    ['spcs-sd ta', 'spcs-sd targets '],
    ['spcs-sd --ver', 'spcs-sd --version '],
    ['spcs-sd http --co', 'spcs-sd http --config.file='],
    ['spcs-sd targets --wa', 'spcs-sd targets --watch '],
    ['spcs-sd targets --log.level=w', 'spcs-sd targets --log.level=warn '],
    ['spcs-sd targets --log.level w', 'spcs-sd targets --log.level warn '],
    ['spcs-sd completion f', 'spcs-sd completion fish '],
    [`spcs-sd check ${folder.file('on')}`, `spcs-sd check ${yml} `],
    [`spcs-sd http --config.file=${folder.file('on')}`, `spcs-sd http --config.file=${yml} `],
    ['spcs-sd conform -- spcs-sd conf', 'spcs-sd conform -- spcs-sd conform '],
  ];
  const lines = cases.map(([line]) => line);
  const left = await zshLines(folder, await scriptFor('zsh'), lines);
  expect(left).toEqual(cases.map(([, expected]) => expected));
});

describe('what is offered', () => {
  test.each(['bash', 'zsh', 'fish'])(
    'in %s is every flag of every command, as its help has it',
    async (shell) => {
      const script = await scriptFor(shell);
      for (const command of commands) {
        const { stdout } = await runHere([command, '--help']);
        const flags = [...stdout.matchAll(/^ {2}--([\w.-]+)/gm)].map(([, flag = '']) => flag);
        expect(flags.length).toBeGreaterThan(0);
        expect(flags.filter((flag) => !script.includes(flag))).toEqual([]);
      }
    },
  );
});
