/** Many who ask get one reply, and each a fresh one; between two there is a pause. */
import { expect, test } from 'vitest';
import { sharedReply } from './shared-reply.ts';

/** A clock that only makings move, and makings that end when they are told to. */
function slowMaking(): { readonly ask: () => Promise<string>; readonly finish: () => void; made: number } {
  let nowMs = 0;
  let finish = (): void => undefined;
  const making = {
    made: 0,
    finish: () => finish(),
    ask: async () => Buffer.from((await reply()).body).toString(),
  };
  const reply = sharedReply(
    async () => {
      const name = `${++making.made}`;
      await new Promise<void>((resolve) => (finish = resolve));
      nowMs += 5;
      return { code: 200, body: name };
    },
    () => nowMs,
  );
  return making;
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('those who ask before it begins share it; those who come later get the next, after a pause', async () => {
  const making = slowMaking();
  const early = [making.ask(), making.ask()];
  await turn();
  const late = [making.ask(), making.ask(), making.ask()];
  await turn();
  expect(making.made).toBe(1);
  const start = performance.now();
  making.finish();
  expect(await Promise.all(early)).toEqual(['1', '1']);
  await expect.poll(() => making.made).toBe(2);
  expect(performance.now() - start, 'four times the 5 ms').toBeGreaterThan(15);
  making.finish();
  expect(await Promise.all(late)).toEqual(['2', '2', '2']);
});

test('a failure is told to those who shared it, and the next is made anew', async () => {
  const outcomes = [new Error('x'), { code: 200, body: 'y' }];
  const ask = sharedReply(() => {
    const outcome = outcomes.shift();
    return outcome instanceof Error || outcome === undefined
      ? Promise.reject(outcome)
      : Promise.resolve(outcome);
  });
  const failed = await Promise.allSettled([ask(), ask()]);
  expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect((await ask()).code).toBe(200);
});
