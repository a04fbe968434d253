/** However many are asked at once, ids stay hard to guess: beyond a number a question is not asked. */
import { expect, onTestFinished, test } from 'vitest';
import { createEnding } from '../ending.ts';
import { createPendingQuestions, type Question, type Reply } from './pending-questions.ts';

test('more than half of all ids are never under way', () => {
  const pending = createPendingQuestions({ onIgnored: () => undefined });
  onTestFinished(() => {
    for (const one of pending.all()) pending.settle(one, { kind: 'message', bytes: Buffer.alloc(0) });
  });
  let refused: Reply | undefined;
  const bytes = Buffer.alloc(12);
  const ending = createEnding(Infinity, new AbortController().signal);
  const question = (done: Question['done']): Question => ({
    bytes,
    endsAt: 12,
    timeoutMs: 60_000,
    ending,
    done,
  });
  for (let asked = 0; asked < 32_768; asked++) pending.add(question(() => undefined));
  expect(pending.all()).toHaveLength(32_768);
  expect(pending.add(question((reply) => (refused = reply)))).toBeUndefined();
  expect(refused).toMatchObject({
    kind: 'failed',
    why: 'unreachable',
    detail: 'too many questions under way',
  });
});
