import { lookupSuite } from '../../testing/lookup-suite.ts';
import { servedBy } from '../../testing/served-worlds.ts';
import { createNativeLookup } from './native-lookup.ts';

/** What `node:dns` hides, believes, or does not do: each is asserted, so that none grows unseen. */
lookupSuite({
  name: 'native',
  start: servedBy(createNativeLookup),
  gaps: {
    'the TTL': { kind: 'records', ttlSeconds: null },
    'the negative TTL': { kind: 'absent', ttlSeconds: null },
    'the transport': { kind: 'records', transport: 'system' },
    'over TCP, as asked': { kind: 'records', transport: 'system' },
    'SRV of another owner': { kind: 'records', records: [{ host: '127.64.1.9', port: 9009 }] },
    'records of other types only': { kind: 'absent', why: 'nodata', doubtful: true },
    'the first server is silent': { kind: 'records', doubtful: false },
    'the first server fails': { kind: 'unknown', why: 'servfail' },
    'the first server refuses': { kind: 'unknown', why: 'refused' },
    'absent after silence': { kind: 'absent', why: 'nxdomain', doubtful: false },
    'absent by failover': { kind: 'unknown', why: 'refused' },
    'the first server knows nothing of it': { kind: 'absent', why: 'nxdomain', doubtful: false },
  },
});
