/**
 * The second implementation, in Python and from the contract's text: every vector through `conform`, and
 * random worlds in which it must publish what ours publishes.
 */
import { join } from 'node:path';
import fc from 'fast-check';
import { expect } from 'vitest';
import { startLineProgram } from '../sd-cli/src/conform/line-program.ts';
import { answerTo } from '../sd-cli/src/conform/self/answer.ts';
import type { Question } from '../sd-cli/src/conform/self/core-answer.ts';
import { runProgram } from '../sd-cli/src/program.ts';
import { batches, policy } from '../sd-core/src/testing/world.arb.ts';
import { repository } from '../tools/run.mjs';
import { needs } from './support/needs.ts';

const python = ['python3', '-B', join(repository, 'spec', 'implementations', 'python', 'main.py')] as const;

needs('python3').test('passes every vector', async () => {
  const out: string[] = [];
  const terminal = { out: (text: string) => void out.push(text), err: () => undefined, env: {} };
  expect(await runProgram(['conform', '--', ...python], terminal)).toBe(0);
  expect(out.at(-1)).toMatch(/^\d+ vectors: \d+ passed, 0 failed, 0 not supported\n$/);
});

/** The same worlds in every run; others, and more of them, by hand: CONFORM_WORLDS=5000. */
const more = process.env['CONFORM_WORLDS'];
const worlds = more === undefined ? { numRuns: 150, seed: 1 } : { numRuns: Number(more) };

needs('python3').test(
  'publishes the same as ours in random worlds',
  async () => {
    const program = startLineProgram(python);
    try {
      await fc.assert(
        fc.asyncProperty(batches, policy, fc.boolean(), async (steps, rules, dropExpiredPools) => {
          const question = { id: 'x', kind: 'step', policy: { ...rules, dropExpiredPools }, steps };
          const reply = await program.ask(JSON.stringify(question), 30_000);
          const told = reply.kind === 'line' ? JSON.parse(reply.text).result : reply;
          const ours = await answerTo(question as unknown as Question);
          expect(withKindsOfEvents(told)).toEqual(withKindsOfEvents(ours));
        }),
        worlds,
      );
    } finally {
      await program.stop();
    }
  },
  30_000 + 100 * worlds.numRuns,
);

/** Which kinds of events, not how many of each, and in no order. */
function withKindsOfEvents(results: unknown): unknown {
  return (results as { events: string[] }[]).map(({ events, ...rest }) => {
    return { ...rest, events: [...new Set(events)].toSorted() };
  });
}
