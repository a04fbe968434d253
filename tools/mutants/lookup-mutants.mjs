/**
 * Breaches of the chapter Lookups: caught by vectors, and where servers are involved by the suite of lookups.
 */
const suite = 'sd-runtime/src/dns/wire-lookup.test.ts';

/** @type {readonly import('./mutant.mjs').Mutant[]} */
export const lookupMutants = [
  {
    must: 'SD-DNS-1',
    file: 'sd-core/src/srv-first.ts',
    find: "return addresses.kind === 'absent' && addresses.why === 'nxdomain' ? addresses : srv;",
    replace: "return addresses.kind === 'absent' ? addresses : srv;",
  },
  {
    must: 'SD-DNS-1.2',
    file: 'sd-core/src/apply-answer.ts',
    find: "if (outcome.kind === 'unknown') return fail(draft, pool, outcome, observedAtMs);",
    replace:
      "if (outcome.kind === 'unknown') { draft.events.push({ kind: 'pool-failed', pool: name, why: outcome.why }); return applyAnswer(draft, { of: 'pool', pool: name, observedAtMs, outcome: { kind: 'absent', why: 'nodata', transport: 'tcp', ttlSeconds: 0, doubtful: false } }); }",
  },
  {
    must: 'SD-DNS-2',
    file: 'sd-core/src/srv-first.ts',
    find: "return srv.why === 'nodata';",
    replace: 'return true;',
  },
  {
    must: 'SD-DNS-2.2',
    file: 'sd-core/src/srv-first.ts',
    find: "srv.doubtful || addresses.doubtful || addresses.why === 'nxdomain',",
    replace: 'srv.doubtful || addresses.doubtful,',
  },
  {
    must: 'SD-DNS-3',
    file: 'sd-core/src/srv-first.ts',
    find: "    case 'records':\n      return false;",
    replace: "    case 'records':\n      return true;",
  },
  {
    must: 'SD-DNS-4',
    file: 'sd-core/src/srv-first.ts',
    find: " || why === 'timeout';",
    replace: ';',
  },
  {
    must: 'SD-DNS-4.2',
    file: 'sd-core/src/srv-first.ts',
    find: 'ttlSeconds: minTtl(srv.ttlSeconds, addresses.ttlSeconds),',
    replace: 'ttlSeconds: addresses.ttlSeconds,',
  },
  {
    must: 'SD-DNS-4.2',
    file: 'sd-core/src/srv-first.ts',
    find: "if (addresses.kind !== 'absent') return addresses;",
    replace:
      "if (addresses.kind === 'records') return addresses;\n  if (addresses.kind === 'unknown') return srv;",
  },
  {
    must: 'SD-DNS-5',
    file: 'sd-core/src/srv-first.ts',
    find: 'if (gaveSrv) return false;',
    replace: '',
  },
  {
    must: 'SD-DNS-6',
    file: 'sd-core/src/srv-first.ts',
    find: "return host === '.';",
    replace: "return host === '';",
  },
  {
    must: 'SD-DNS-7',
    file: 'sd-core/src/apply-answer.ts',
    find: "if (outcome.kind === 'unknown' || outcome.transport !== 'udp') return false;",
    replace: 'return false;',
  },
  {
    must: 'SD-DNS-7.2',
    file: 'sd-core/src/apply-answer.ts',
    find: 'fail(draft, pool, needsProof, observedAtMs);\n  const failed = draft.pools.get(pool.name);',
    replace: 'const failed = draft.pools.get(pool.name);',
  },
  {
    must: 'SD-DNS-7.3',
    file: 'sd-core/src/srv-first.ts',
    find: "transport: srv.transport === addresses.transport ? addresses.transport : 'udp',",
    replace: 'transport: addresses.transport,',
  },
  {
    must: 'SD-DNS-8',
    file: 'sd-core/src/apply-answer.ts',
    find: 'if (count <= maxTargetsPerPool && total <= maxTargets) return undefined;',
    replace: 'if (count <= maxTargetsPerPool) return undefined;',
  },
  {
    must: 'SD-DNS-8.2',
    file: 'sd-core/src/apply-answer.ts',
    find: 'const total = draft.claimCount - claimCountOf(pool) + count;',
    replace: 'const total = draft.claimCount + count;',
  },
  {
    must: 'SD-DNS-8.3',
    file: 'sd-core/src/apply-answer.ts',
    find: 'if (addresses.every((address) => known.has(address))) return undefined;',
    replace: '',
  },
  {
    must: 'SD-DNS-9',
    file: 'sd-core/src/srv-first.ts',
    find: 'const records = [a, aaaa].flatMap(',
    replace: 'const records = [a].flatMap(',
  },
  {
    must: 'SD-DNS-9.2',
    file: 'sd-core/src/srv-first.ts',
    find: "return aaaa.why === 'refused' || aaaa.why === 'notimp' ? a : aaaa;",
    replace: 'return a;',
  },
  {
    must: 'SD-DNS-9.2',
    file: 'sd-core/src/srv-first.ts',
    find: "if (a.kind === 'unknown') return a;",
    replace: "if (a.kind === 'unknown') return aaaa.kind === 'records' ? aaaa : a;",
  },
  {
    must: 'SD-DNS-9.3',
    file: 'sd-core/src/srv-first.ts',
    find: 'return missing.length === 1;',
    replace: 'return false;',
  },
  {
    must: 'SD-DNS-10',
    file: 'sd-runtime/src/dns/name-question.ts',
    find: 'failures.set(server, named(server, asked.answer));',
    replace: 'return named(server, asked.answer);',
    test: [suite, 'the first server fails'],
  },
  {
    must: 'SD-DNS-10.2',
    file: 'sd-runtime/src/dns/name-question.ts',
    find: 'const doubtful = way.doubtful || server !== asking.servers[0];',
    replace: 'const doubtful = way.doubtful;',
    test: [suite, 'absent by failover'],
  },
  {
    must: 'SD-DNS-10.3',
    file: 'sd-runtime/src/dns/wire-lookup.ts',
    find: "return opinion.kind === 'records' ? { ...opinion, doubtful: true } : absent;",
    replace: 'return absent;',
    test: [suite, 'the first server knows nothing of it'],
  },
  {
    must: 'SD-DNS-11',
    file: 'sd-runtime/src/dns/service-question.ts',
    find: "if (part.kind === 'unknown') return { ...part, detail: `${name}: ${part.detail ?? part.why}` };",
    replace: "if (part.kind === 'unknown') continue;",
    test: [suite, 'one target unknown: no shorter list'],
  },
];
