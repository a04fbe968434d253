import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createFrameReader } from './tcp-frames.ts';

function framed(message: Buffer): Buffer {
  return Buffer.concat([Buffer.from([message.length >> 8, message.length & 0xff]), message]);
}

function readIn(chunks: readonly Buffer[]): {
  readonly messages: readonly string[];
  readonly heldBytes: number;
} {
  const messages: string[] = [];
  const reader = createFrameReader((message) => messages.push(message.toString('hex')));
  for (const chunk of chunks) {
    // The socket reads the next chunk into the same bytes.
    const lent = Buffer.from(chunk);
    reader.push(lent);
    lent.fill(0xee);
  }
  return { messages, heldBytes: reader.heldBytes };
}

test('messages come out whole, wherever the stream is cut', () => {
  const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array));
  fc.assert(
    fc.property(
      fc.array(bytes, { maxLength: 8 }),
      fc.array(fc.integer({ min: 1, max: 400 })),
      (messages, cuts) => {
        let rest = Buffer.concat(messages.map(framed));
        const chunks: Buffer[] = [];
        for (const cut of cuts) {
          chunks.push(rest.subarray(0, cut));
          rest = rest.subarray(cut);
        }
        const read = readIn([...chunks, rest]);
        expect(read.messages).toEqual(messages.map((message) => message.toString('hex')));
        expect(read.heldBytes).toBe(0);
      },
    ),
  );
});

test('the largest message in single bytes', () => {
  const message = Buffer.alloc(65_535, 7);
  const read = readIn([...framed(message)].map((byte) => Buffer.from([byte])));
  expect(read.messages).toEqual([message.toString('hex')]);
});

test('an unfinished message is held', () => {
  expect(readIn([Buffer.from([0, 9, 1, 2])])).toEqual({ messages: [], heldBytes: 4 });
});
