/** A token that changes all the time, written as badly as it can be. */
import { writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { listOf, snowflakeWorld } from '../testing/snowflake-world.ts';

test('1,000 refreshes survive a token that is rewritten every 50 ms', async () => {
  // Two tokens are valid at once: much less than the hour of the documentation.
  const world = await snowflakeWorld(['a', 'b'], { keptTokens: 2 });
  const writes: Promise<void>[] = [];
  const rotation = setInterval(() => {
    // Truncates the file first, so that readers also find it empty.
    writes.push(writeFile(world.tokenPath, world.api.rotateToken()));
  }, 50);
  const source = world.source({ metadata: false });
  const failures: string[] = [];
  for (let refresh = 0; refresh < 1000; refresh++) {
    const outcome = await listOf(source);
    if (outcome.kind === 'unknown') failures.push(outcome.why);
    else expect(outcome.pools).toHaveLength(2);
  }
  clearInterval(rotation);
  await Promise.all(writes);
  await world.end();
  expect(failures).toEqual([]);
  expect(writes.length).toBeGreaterThan(5);
});
