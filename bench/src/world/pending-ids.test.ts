import { expect, test } from 'vitest';
import { createPendingIds } from './pending-ids.ts';

const message = (id: number, rest = 'x'): Buffer => {
  const bytes = Buffer.from(`..${rest}`);
  bytes.writeUInt16BE(id, 0);
  return bytes;
};
const asker = (port: number) => ({ port, address: '127.0.0.1' });

test('two askers with the same identifier get their own answers', () => {
  const pending = createPendingIds();
  const [a, b] = [1, 2].map((port) => pending.toServer(message(7, `asked by ${port}`), asker(port)));
  expect(a?.readUInt16BE(0)).not.toBe(b?.readUInt16BE(0));
  expect(pending.toAsker(message(b?.readUInt16BE(0) ?? -1, 'b'))).toEqual({
    message: message(7, 'b'),
    asker: asker(2),
  });
  expect(pending.toAsker(message(a?.readUInt16BE(0) ?? -1, 'a'))?.asker).toEqual(asker(1));
});

test('an answer that nobody waits for, and half a message, are dropped', () => {
  const pending = createPendingIds();
  const sent = pending.toServer(message(7), asker(1));
  const id = sent?.readUInt16BE(0) ?? -1;
  expect(pending.toAsker(message(id))).toBeDefined();
  expect(pending.toAsker(message(id))).toBeUndefined();
  expect(pending.toServer(Buffer.from('x'), asker(1))).toBeUndefined();
  expect(pending.toAsker(Buffer.from('x'))).toBeUndefined();
});
