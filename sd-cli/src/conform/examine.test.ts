/** Implementations that misbehave: each costs its own vector, and no other. */
import { expect, test } from 'vitest';
import { examine } from './examine.ts';
import { jsonReport, junitReport } from './file-reports.ts';
import { tallyOf } from './tally.ts';
import { textReport } from './text-report.ts';
import { chosen, readVectors } from './vectors.ts';
import type { Examined } from './verdict.ts';

const shards = chosen(readVectors(), ['shard']).slice(0, 8);

/** Answers each question as its place says; right answers are not known to it, so it gives 0. */
const program = `
  const answers = [
    (q) => ({ id: q.id, result: -1 }),
    (q) => ({ id: 'other', result: 0 }),
    () => 'no object',
    (q) => ({ id: q.id, unsupported: 'no <shards> & "such"' }),
    (q) => ({ id: q.id }),
    () => undefined,
    () => { console.error('Traceback: it broke'); process.exit(3); },
    (q) => ({ id: q.id, result: q.modulus === 1 ? 0 : -1 }),
  ];
  require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
    const question = JSON.parse(line);
    const answer = answers[Number(question.id.split('/')[1]) - 1](question);
    if (answer !== undefined) console.log(JSON.stringify(answer));
  });
`;

const { signal } = new AbortController();

test('misbehaviour', async () => {
  const examined = await examine([process.execPath, '-e', program], shards, { timeoutMs: 300, signal });
  expect(examined.map(({ verdict }) => verdict)).toMatchObject([
    { kind: 'failed', differences: [{ found: -1 }] },
    { kind: 'broken', why: expect.stringContaining('has the id "other", the question shard/2') },
    { kind: 'broken', why: 'its answer is no JSON object: "no object"' },
    { kind: 'unsupported', why: 'no <shards> & "such"' },
    { kind: 'broken', why: 'its answer has neither result nor unsupported' },
    {
      kind: 'broken',
      why: 'no answer within 0.3 s: each answer must end in a newline, and be flushed at once',
    },
    { kind: 'broken', why: 'it ended with exit code 3, saying:\nTraceback: it broke' },
    { kind: 'failed' },
  ]);
  expect(tallyOf(examined)).toEqual({ passed: 0, failed: 7, unsupported: 1 });
  checkReports(examined);
});

function checkReports(examined: readonly Examined[]): void {
  const text = textReport(examined).join('\n');
  expect(text).toContain('FAILED shard/1 (SD-SHARD-1): ');
  expect(text).toContain('not supported, 1 of shard: no <shards> & "such"');
  expect(text).toMatch(/^SD-SHARD-1 +0 +7 +1$/m);
  expect(text).toMatch(/8 vectors: 0 passed, 7 failed, 1 not supported$/);

  const json = JSON.parse(jsonReport(examined));
  expect(json).toMatchObject({ failed: 7, rules: { 'SD-SHARD-1': { failed: 7 } } });
  expect(json.vectors[6]).toMatchObject({ id: 'shard/7', kind: 'shard', verdict: { kind: 'broken' } });

  const xml = junitReport(examined);
  expect(xml).toContain('<testsuite name="shard" tests="8" failures="7" skipped="1">');
  expect(xml).toContain('<skipped message="no &lt;shards&gt; &amp; &quot;such&quot;"/>');
  expect(xml).toContain('saying:\nTraceback: it broke</failure>');
}

test('a program that does not start is told once for each vector, and given up after ten starts', async () => {
  const examined = await examine(['no-such-program'], [...shards, ...shards], { timeoutMs: 300, signal });
  const whys = examined.map(({ verdict }) => ('why' in verdict ? verdict.why : ''));
  expect(whys[0]).toContain('no-such-program cannot be started: ');
  expect(whys.slice(10)).toEqual(
    Array.from({ length: 6 }, () => 'not asked: it was started 10 times and answered nothing'),
  );
});

test('an endless line is cut', async () => {
  const endless = "process.stdin.on('data', () => process.stdout.write('x'.repeat(2e6)))";
  const examined = await examine([process.execPath, '-e', endless], shards.slice(0, 1), {
    timeoutMs: 10_000,
    signal,
  });
  expect(examined[0]?.verdict).toMatchObject({ why: 'it wrote a line of more than 1000000 characters' });
});

test('an abort ends it early', async () => {
  const ending = new AbortController();
  const silent = examine([process.execPath, '-e', 'process.stdin.resume()'], shards, {
    timeoutMs: 30_000,
    signal: ending.signal,
  });
  ending.abort();
  expect(await silent).toEqual([]);
});
