/** The flags are V8's own and may change their meaning with it: what they are for is looked at, in a process. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test, vi } from 'vitest';
import { keepHeapSmall } from './heap.ts';

const flags: string[] = [];
vi.mock('node:v8', () => ({ setFlagsFromString: (flag: string) => flags.push(flag) }));
keepHeapSmall();

/** What a script prints as a number, in a process with our flags. */
async function printed(script: string): Promise<number> {
  const preparation = `
    const v8 = require('node:v8');
    for (const flag of process.argv.slice(1)) v8.setFlagsFromString(flag);
  `;
  const env = { ...process.env, NODE_OPTIONS: '' };
  const args = ['-e', preparation + script, '--', ...flags];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env });
  return Number(stdout);
}

test('new values get no more room than they begin with', async () => {
  // Many stay for a while. Most of the time, because what is on its way to the old space counts for a moment.
  const usualBytes = await printed(`
    const kept = [];
    const sizes = [];
    for (let round = 0; round < 1_000_000; round++) {
      kept[round % 100_000] = [round];
      if (round % 10_000 !== 0) continue;
      const space = v8.getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space');
      sizes.push(space.space_size);
    }
    console.log(sizes.toSorted((a, b) => a - b)[sizes.length / 2]);
  `);
  expect(usualBytes).toBeGreaterThan(0);
  expect(usualBytes).toBeLessThan(8_000_000);
});

test('what reads the answers to fetch is compiled once, and simply', async () => {
  // The second compilation would begin after a few requests, and go on beside the others.
  const mostBytes = await printed(`
    const server = require('node:http').createServer((_, response) => response.end('x'));
    server.listen(0, '127.0.0.1', async () => {
      const url = 'http://127.0.0.1:' + server.address().port;
      for (let request = 0; request < 40; request++) await (await fetch(url)).text();
      console.log(v8.getHeapStatistics().peak_malloced_memory);
      process.exit();
    });
  `);
  expect(mostBytes).toBeGreaterThan(0);
  expect(mostBytes).toBeLessThan(8_000_000);
});
