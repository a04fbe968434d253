/** The flags are V8's own and may change their meaning with it: what they are for is looked at, in a process. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test, vi } from 'vitest';
import { keepHeapSmall } from './heap.ts';

const flags: string[] = [];
vi.mock('node:v8', () => ({ setFlagsFromString: (flag: string) => flags.push(flag) }));

/** Makes values of which many stay for a while; prints the most room that new ones had, in bytes. */
const crowd = `
  const { getHeapSpaceStatistics, setFlagsFromString } = require('node:v8');
  for (const flag of process.argv.slice(1)) setFlagsFromString(flag);
  const kept = [];
  let most = 0;
  for (let round = 0; round < 1_000_000; round++) {
    kept[round % 100_000] = [round];
    if (round % 10_000 !== 0) continue;
    const space = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space');
    most = Math.max(most, space.space_size);
  }
  console.log(most);
`;

test('new values get no more room than they begin with', async () => {
  keepHeapSmall();
  const env = { ...process.env, NODE_OPTIONS: '' };
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', crowd, '--', ...flags], { env });
  expect(Number(stdout)).toBeGreaterThan(0);
  expect(Number(stdout)).toBeLessThan(8_000_000);
});
