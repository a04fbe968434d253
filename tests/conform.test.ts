/** `conform` as a user runs it, on our own implementation: two processes, a report on stdout and two in files. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { repository } from '../tools/run.mjs';
import { runSpcsSd } from './support/spcs-sd.ts';
import { tempFolder } from './support/temp.ts';

test('our implementation passes every vector', async () => {
  const folder = await tempFolder('conform');
  onTestFinished(() => folder.remove());
  const main = join(repository, 'sd-cli', 'dist', 'main.js');
  const { code, stdout, stderr } = await runSpcsSd(
    ['conform', '--json=all.json', '--junit=all.xml', '--', process.execPath, main, 'conform-self'],
    { cwd: folder.path },
  );
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^SD-RET-1 +\d+ +0 +0$/m);
  expect(stdout).toMatch(/\n\d+ vectors: \d+ passed, 0 failed, 0 not supported\n$/);
  const json = JSON.parse(await readFile(join(folder.path, 'all.json'), 'utf8'));
  expect(json).toMatchObject({ failed: 0, unsupported: 0, passed: json.vectors.length });
  expect(await readFile(join(folder.path, 'all.xml'), 'utf8')).toContain('<testsuite name="retention" ');
});
