import type { Profiler } from 'node:inspector/promises';
import { expect, test } from 'vitest';
import { partShares, partsIn, sharesText } from './profile.ts';

const node = (id: number, functionName: string, children: number[] = []): Profiler.ProfileNode => ({
  id,
  callFrame: {
    functionName,
    scriptId: '0',
    url: `file:///${functionName}.js`,
    lineNumber: 0,
    columnNumber: 0,
  },
  children,
});

test('a part has the time of all that it calls which belongs to no other', () => {
  const profile: Profiler.Profile = {
    nodes: [
      node(1, '(root)', [2, 6, 7]),
      node(2, 'loop', [3, 5]),
      node(3, 'step', [4]),
      node(4, 'helper'),
      node(5, 'helper'),
      node(6, '(idle)'),
      node(7, '(program)'),
    ],
    startTime: 0,
    endTime: 100,
    samples: [2, 3, 4, 5, 6, 7],
    timeDeltas: [10, 10, 20, 10, 900, 50],
  };
  const shares = partsIn(profile, ({ functionName }) =>
    functionName === 'loop' || functionName === 'step' ? functionName : undefined,
  );
  expect(sharesText(shares)).toBe('outside of JavaScript 50 %, step 30 %, loop 20 %');
});

test('what works is met by the samples', async () => {
  const burn = (): void => {
    const untilMs = performance.now() + 50;
    while (performance.now() < untilMs);
  };
  const shares = await partShares(burn, ({ functionName }) =>
    functionName === 'burn' ? 'burning' : undefined,
  );
  expect(shares.find(({ name }) => name === 'burning')?.share).toBeGreaterThan(0.2);
});
