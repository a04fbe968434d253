/**
 * Lines of a stream of text. Only a newline ends one: in newer Nodes `node:readline` also takes U+2028 for an
 * end, which JSON may hold as it is.
 */
import type { Readable } from 'node:stream';

/** Without their newlines; the last one may have none. */
export async function* linesOf(input: Readable): AsyncGenerator<string, void> {
  let rest = '';
  for await (const chunk of input.setEncoding('utf8')) {
    const parts = `${rest}${String(chunk)}`.split('\n');
    rest = parts.pop() ?? '';
    yield* parts;
  }
  if (rest !== '') yield rest;
}
