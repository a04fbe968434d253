/**
 * What continuous integration counts and what it runs: no failure is lost, and the README is taken at its word.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commandsOf } from '../tools/readme-command.mjs';
import { repository, run } from '../tools/run.mjs';
import { sumOf, tallyOf } from '../tools/tally.mjs';

function report(suiteStatus: string, ...statuses: readonly string[]): string {
  const assertionResults = statuses.map((status) => ({ status, fullName: `a ${status} test` }));
  return JSON.stringify({
    testResults: [{ name: 'x.test.ts', status: suiteStatus, message: '', assertionResults }],
  });
}

describe('the tally', () => {
  test.each([
    ['all passed', report('passed', 'passed', 'passed'), 0, { passed: 2, failed: 0, skipped: 0 }],
    ['one failed', report('failed', 'passed', 'failed'), 1, { passed: 1, failed: 1, skipped: 0 }],
    [
      'skipped, pending or todo',
      report('passed', 'skipped', 'pending', 'todo'),
      0,
      { passed: 0, failed: 0, skipped: 3 },
    ],
    ['a file that did not load', report('failed'), 1, { passed: 0, failed: 1, skipped: 0 }],
    ['a failure outside of tests', report('passed', 'passed'), 1, { passed: 1, failed: 1, skipped: 0 }],
    ['no test at all', '{"testResults":[]}', 0, { passed: 0, failed: 1, skipped: 0 }],
    ['no report', null, 137, { passed: 0, failed: 1, skipped: 0 }],
    ['half a report', report('passed', 'passed').slice(0, 40), 1, { passed: 0, failed: 1, skipped: 0 }],
  ])('%s', (_, text, exitCode, expected) => {
    expect(tallyOf(text, exitCode)).toMatchObject(expected);
  });

  test('sums runs and keeps what they said', () => {
    const tally = sumOf([
      tallyOf(report('failed', 'passed', 'failed'), 1),
      tallyOf(report('passed', 'skipped'), 0),
    ]);
    expect(tally).toMatchObject({ passed: 1, failed: 1, skipped: 1 });
    expect(tally.notes).toEqual(['failed: a failed test', 'skipped: a skipped test']);
  });

  test('of a run that died is one failure, and the last line is still there', async () => {
    const { code, output } = await run(['node', 'tools/tally.mjs', 'no-such-report.json=137']);
    expect(code).toBe(1);
    expect(output.trim().split('\n').at(-1)).toBe('tests: 0 passed, 1 failed, 0 skipped');
  });
});

describe("the README's commands", () => {
  test('are taken from its shell blocks, without prompts and remarks', () => {
    const readme =
      'Run `npm ci && npm test`.\n```sh\n$ npm ci && npm test   # every test\nnpm ci && npm start\n```\n';
    expect(commandsOf(readme, 'test')).toEqual(['npm ci && npm test']);
    expect(commandsOf(readme, 'start')).toEqual(['npm ci && npm start']);
    expect(commandsOf('```ts\nnpm ci && npm test\n```', 'test')).toEqual([]);
  });

  test.each(['test', 'start'])('%s: there is one, and its script exists', (script) => {
    const manifest: unknown = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8'));
    expect(manifest).toHaveProperty(['scripts', script]);
    expect(commandsOf(readFileSync(join(repository, 'README.md'), 'utf8'), script)).toHaveLength(1);
  });
});

describe('the step of faults', () => {
  const script = readFileSync(join(repository, '.ci', 'run'), 'utf8');

  test('runs one of each class, and what they need is installed', () => {
    expect(script).toMatch(/^fault_tests\(\).*npm run --silent test:faults -- --one-of-each/m);
    expect(script).toMatch(/^step '[^']+' fault_tests$/m);
    const packages = /^debian_packages=\((.*)\)$/m.exec(script)?.[1]?.split(' ');
    expect(packages).toEqual(expect.arrayContaining(['libfaketime', 'nsd', 'prometheus']));
  });
});
