/** A reload takes over everything or nothing. */
import { defaultPolicy } from '@spcs-sd/core';
import { expect, test } from 'vitest';
import { discovering } from '../testing/discovering.ts';
import { createFakeSource, knownList } from '../testing/fake-source.ts';

const pools = [{ name: 'a', endpoint: 'a.example' }];

test('what is refused in part is refused as a whole', async () => {
  const { clock, discovery, lookup, targets, stop } = discovering(
    pools,
    () => ({
      kind: 'records',
      records: [{ host: '127.0.0.1', port: 9001 }],
      recordType: 'SRV',
      transport: 'tcp',
      ttlSeconds: 30,
      doubtful: false,
    }),
    { policy: { ...defaultPolicy, limits: { ...defaultPolicy.limits, allowCidrs: ['127.0.0.0/8'] } } },
  );
  await clock.advance(1000);
  expect(targets()).toEqual(['127.0.0.1:9001']);
  const source = createFakeSource(knownList([]));
  const next = { source, lookup, policy: defaultPolicy, limits: { maxInFlight: -1 } };
  expect(() => discovery.reload(next)).toThrow(RangeError);
  await clock.advance(60_000);
  expect(targets()).toEqual(['127.0.0.1:9001']);
  await stop();
});
