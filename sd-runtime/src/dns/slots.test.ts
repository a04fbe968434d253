import { expect, test, vi } from 'vitest';
import { cancel, createEnding, type Ending } from './ending.ts';
import { createSlots } from './slots.ts';

const endingIn = (ms: number): Ending => createEnding(performance.now() + ms, new AbortController().signal);

test('those who wait get their turn in order', () => {
  const slots = createSlots(1);
  const got: string[] = [];
  for (const name of ['a', 'b', 'c']) slots.take(endingIn(30_000), (has) => got.push(`${name} ${has}`));
  expect(got).toEqual(['a true']);
  slots.release();
  slots.release();
  expect(got).toEqual(['a true', 'b true', 'c true']);
});

test('who is cancelled waits no more, and takes no turn', () => {
  const slots = createSlots(1);
  const ending = endingIn(30_000);
  const got: string[] = [];
  slots.take(endingIn(30_000), () => undefined);
  slots.take(ending, (has) => got.push(`cancelled ${has}`));
  slots.take(endingIn(30_000), (has) => got.push(`next ${has}`));
  cancel(ending);
  expect(got).toEqual(['cancelled false']);
  slots.release();
  expect(got).toEqual(['cancelled false', 'next true']);
});

test('who waits until the deadline gets none', async () => {
  const slots = createSlots(0);
  const got = vi.fn<(has: boolean) => void>();
  slots.take(endingIn(20), got);
  slots.take(endingIn(0), got);
  expect(got.mock.calls).toEqual([[false]]);
  await vi.waitFor(() => expect(got.mock.calls).toEqual([[false], [false]]), 10_000);
});
