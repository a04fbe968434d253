import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { linesOf } from './lines.ts';

async function lines(...chunks: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const line of linesOf(Readable.from(chunks.map((text) => Buffer.from(text))))) found.push(line);
  return found;
}

test('only a newline ends a line', async () => {
  expect(await lines('a\u2028b\u2029', 'c\r\n\nd', 'e')).toEqual(['a\u2028b\u2029c\r', '', 'de']);
  expect(await lines('a\n')).toEqual(['a']);
  expect(await lines()).toEqual([]);
});
