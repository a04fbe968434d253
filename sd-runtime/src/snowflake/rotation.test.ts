/** A token that changes all the time, written as badly as it can be. */
import { writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { listOf, snowflakeWorld } from '../testing/snowflake-world.ts';

const refreshers = 8;

test('1,000 refreshes survive a token that is rewritten every 50 ms', async () => {
  // A token is valid for about a second, where the documentation says an hour.
  const world = await snowflakeWorld(['a', 'b'], { keptTokens: 20 });
  let writes = 0;
  let writing: Promise<void> | undefined;
  const rotation = setInterval(() => {
    // One write after the other, as one writer does: an older token never comes last.
    if (writing !== undefined) return;
    writes += 1;
    // Truncates the file first, so that readers also find it empty.
    writing = writeFile(world.tokenPath, world.api.rotateToken()).finally(() => (writing = undefined));
  }, 50);
  const failures: string[] = [];
  // Some at a time, so that the test does not wait for each answer.
  const refresher = async (): Promise<void> => {
    const source = world.source({ metadata: false });
    for (let refresh = 0; refresh < 1000 / refreshers; refresh++) {
      const outcome = await listOf(source);
      if (outcome.kind === 'unknown') failures.push(outcome.why);
      else expect(outcome.pools).toHaveLength(2);
    }
  };
  await Promise.all(Array.from({ length: refreshers }, refresher));
  clearInterval(rotation);
  await writing;
  await world.end();
  expect(failures).toEqual([]);
  expect(writes).toBeGreaterThan(5);
}, 120_000);
