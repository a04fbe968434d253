/**
 * A stream is cut into the same messages however it arrives.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { messageReader } from './tcp-message.ts';

const message = fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes));

function framed(bytes: Buffer): Buffer {
  return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 0xff]), bytes]);
}

test('any partition of the bytes gives the messages in order', () => {
  fc.assert(
    fc.property(fc.array(message), fc.array(fc.integer({ min: 1, max: 9 })), (messages, sizes) => {
      const read = messageReader();
      let stream = Buffer.concat(messages.map(framed));
      const found: Buffer[] = [];
      for (const size of sizes) {
        found.push(...read(stream.subarray(0, size)));
        stream = stream.subarray(size);
      }
      found.push(...read(stream));
      expect(found).toEqual(messages);
    }),
  );
});
