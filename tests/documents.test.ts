/**
 * No command of a document is left to itself: each is run by a test, or says in its block that it is not.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { repository } from '../tools/run.mjs';
import { runElsewhere } from './support/document-commands.ts';
import { allBlocks, blocksOf, commandLines, isNotRun } from './support/documents.ts';

test('commands stand in blocks of the shell, where they are seen and run', () => {
  const command = /^\$? ?(spcs-sd|npm|npx|node|curl|docker|kubectl|promtool|prometheus|vmagent|k6|snow) /m;
  const hidden = allBlocks().filter(
    ({ info, text }) => !['sh', 'ts', 'yaml'].includes(info) && command.test(text),
  );
  expect(hidden.map(({ where }) => where)).toEqual([]);
});

test('a block that is not run says why, in its first line', () => {
  const shell = blocksOf('sh');
  expect(shell.filter(isNotRun).length).toBeGreaterThan(5);
  const later = shell.filter((block) => !isNotRun(block) && /not run/.test(block.text));
  expect(later.map(({ where }) => where)).toEqual([]);
  const marked = allBlocks().filter(({ info }) => /^(sh|bash|shell|console)\b/.test(info) && info !== 'sh');
  expect(marked.map(({ where }) => where)).toEqual([]);
});

test('a command that the documents leave to a test of its own is there, and so is that test', () => {
  const lines = new Set(commandLines().map(({ line }) => line));
  for (const [line, { by, proof }] of runElsewhere) {
    expect(lines).toContain(line);
    expect(existsSync(join(repository, by))).toBe(true);
    expect(readFileSync(join(repository, by), 'utf8')).toContain(proof);
  }
});

test('every other one is of this program or asks it, so that it can be pasted', () => {
  const strange = commandLines()
    .filter(({ line }) => !runElsewhere.has(line))
    .filter(({ line }) => !/^(spcs-sd|curl) /.test(line));
  // Mark its block with "# not run: WHY", or name the test that runs it in tests/support/document-commands.ts.
  expect(strange).toEqual([]);
});
