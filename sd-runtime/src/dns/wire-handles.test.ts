/**
 * An idle wire lookup keeps no process alive. In a file of its own: it counts what the process holds.
 */
import { addressRecord, optRecord, reply, srvRecord, startScriptedServer } from '@spcs-sd/sandbox';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { LookupQuestion } from '../ports.ts';
import { createWireLookup } from './wire-lookup.ts';

const node = 'n1.p1.internal';
const question: LookupQuestion = {
  name: 'p1.internal',
  recordType: 'auto',
  gaveSrv: true,
  port: 9001,
  address: 'ip',
  transport: 'any',
};

test('an answered question leaves no socket or timer that keeps the process alive', async () => {
  const server = await startScriptedServer((query) =>
    reply(query, {
      answers: [srvRecord(node)],
      additionals: [addressRecord(node, '127.64.0.1'), optRecord()],
    }),
  );
  const before = handles();
  const lookup = createWireLookup({ servers: [server.address] });
  onTestFinished(async () => {
    lookup.close();
    await server.close();
  });
  const { signal } = new AbortController();
  expect(await lookup.lookup(question, signal)).toMatchObject({ kind: 'records' });
  expect(await lookup.lookup({ ...question, transport: 'tcp' }, signal)).toMatchObject({ kind: 'records' });
  await vi.waitFor(() => {
    const now = handles();
    // The test runner's own timers come and go.
    expect(now.Timeout).toBeLessThanOrEqual(before.Timeout);
    expect(now.UDPWrap).toBe(before.UDPWrap);
    // The server's own side of the one connection stays.
    expect(now.TCPSocketWrap).toBe(before.TCPSocketWrap + 1);
  }, 10_000);
});

/** What keeps this process alive, by kind. */
function handles(): Record<'Timeout' | 'UDPWrap' | 'TCPSocketWrap', number> {
  const kinds = process.getActiveResourcesInfo();
  const count = (kind: string): number => kinds.filter((one) => one === kind).length;
  return { Timeout: count('Timeout'), UDPWrap: count('UDPWrap'), TCPSocketWrap: count('TCPSocketWrap') };
}
