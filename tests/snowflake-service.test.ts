/**
 * What replaces mdservice's container: `spcs-sd http` without a flag and without a file, where everything is
 * as in a Snowpark service, down to the token's path, the port and the system's DNS servers.
 */
import { join } from 'node:path';
import { expect } from 'vitest';
import { repository } from '../tools/run.mjs';
import { needs } from './support/needs.ts';
import { runInContainer } from './support/service-container.ts';
import { tempFolder } from './support/temp.ts';

interface Answer {
  readonly path: string;
  readonly status: number;
  readonly type: string;
  readonly retryAfter: boolean;
  readonly body: string;
}

const group = (pool: string, nodes: readonly string[]) => ({
  targets: nodes.map((address) => `${address}:9001`),
  labels: expect.objectContaining({ __meta_spcs_compute_pool_name: pool }),
});

needs('unshare', 'python3').test(
  'without a configuration it answers on any path: 503 before it knows, then the targets',
  async () => {
    const folder = await tempFolder('service');
    const story = join(repository, 'tests', 'support', 'service-story.mjs');
    const main = join(repository, 'sd-cli', 'bundle', 'main.js');
    const output = await runInContainer(folder.path, [process.execPath, story, main, folder.path]);
    const seen: {
      readonly before: readonly Answer[];
      readonly after: readonly Answer[];
      readonly code: number;
      readonly tokenInLog: boolean;
    } = JSON.parse(output);
    const paths = ['/', '/targets', '/any/path?from=mdservice'];
    expect(seen.before.map(({ path, status, retryAfter }) => [path, status, retryAfter])).toEqual(
      paths.map((path) => [path, 503, true]),
    );
    expect(seen.after.map(({ path, status, type }) => [path, status, type])).toEqual(
      paths.map((path) => [path, 200, 'application/json; charset=utf-8']),
    );
    for (const { body } of seen.after) {
      expect(JSON.parse(body)).toEqual([
        group('batch', ['192.0.2.9']),
        group('web', ['192.0.2.1', '192.0.2.2']),
      ]);
    }
    expect([seen.code, seen.tokenInLog]).toEqual([0, false]);
    await folder.remove();
  },
  60_000,
);
