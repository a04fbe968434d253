import { describe, expect, it } from 'vitest';

import { createPatience } from './patience.ts';
import type { Patience } from './patience.ts';

const used = (answerMs: number): Patience => {
  const patience = createPatience();
  for (let count = 0; count < 100; count++) patience.observe(patience.start(0), answerMs);
  return patience;
};

describe('patience with a question', () => {
  it.each([
    { answersTake: 20, endsAfter: 1000, why: 'below a second nobody is slow' },
    { answersTake: 500, endsAfter: 2000, why: 'four times the usual wait is not usual' },
  ])('when answers take $answersTake ms: $why', ({ answersTake, endsAfter }) => {
    const patience = used(answersTake);
    expect(patience.endMs(patience.start(100))).toBeCloseTo(100 + endsAfter, 0);
  });

  it('goes on after a standstill, long enough for a usual answer', () => {
    const patience = used(500);
    const start = patience.start(0);
    patience.stoodStill(1000);
    expect(patience.endMs(start)).toBeCloseTo(2000, 0);
    patience.stoodStill(4000);
    expect(patience.endMs(start)).toBeCloseTo(5500, 0);
    expect(patience.endMs(patience.start(5000))).toBeCloseTo(7000, 0);
  });

  it('does not count a standstill as the answer being slow', () => {
    const patience = used(500);
    const start = patience.start(0);
    patience.stoodStill(9500);
    patience.observe(start, 10_000);
    expect(patience.endMs(patience.start(0))).toBeCloseTo(2000, 0);
  });
});
