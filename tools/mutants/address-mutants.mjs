/**
 * Breaches of the chapter Addresses, each caught by a vector.
 *
 * @type {readonly import('./mutant.mjs').Mutant[]}
 */
export const addressMutants = [
  {
    must: 'SD-ADDR-1',
    file: 'sd-core/src/cidr.ts',
    find: "'169.254.0.0/16', // link-local",
    replace: '',
  },
  {
    must: 'SD-ADDR-1',
    file: 'sd-core/src/apply-answer.ts',
    find: "draft.events.push({ kind: 'target-refused', pool: pool.name, target, why });",
    replace: '{}',
  },
  {
    must: 'SD-ADDR-1.2',
    file: 'sd-core/src/ip-address.ts',
    find: 'embeddingPrefixes.includes(ip >> 32n) ? last32(ip) : undefined;',
    replace: 'ip < 0n ? last32(ip) : undefined;',
  },
  {
    must: 'SD-ADDR-1.2',
    file: 'sd-core/src/target.ts',
    find: 'return /(^|\\.)localhost:\\d+$/.test(address);',
    replace: 'return /^localhost:\\d+$/.test(address);',
  },
  {
    must: 'SD-ADDR-2',
    file: 'sd-core/src/target.ts',
    find: 'if (allowed !== undefined) return anyContains(allowed, ip);',
    replace: 'if (allowed !== undefined && anyContains(allowed, ip)) return true;',
  },
  {
    must: 'SD-ADDR-3',
    file: 'sd-core/src/ip-address.ts',
    find: 'return bits >> 32n === mappedPrefix ?',
    replace: 'return bits < 0n ?',
  },
  {
    must: 'SD-ADDR-4',
    file: 'sd-core/src/target.ts',
    find: "`${typeof ip === 'bigint' ? `[${name}]` : name}:${port}`",
    replace: '`${name}:${port}`',
  },
  {
    must: 'SD-ADDR-4',
    file: 'sd-core/src/ip-address.ts',
    find: 'else if (at + 1 - start > best[1]) best',
    replace: 'else if (at + 1 - start >= best[1]) best',
  },
  {
    must: 'SD-ADDR-4',
    file: 'sd-core/src/target.ts',
    find: 'ip === undefined ? withoutLastDot(host).toLowerCase() : formatIp(ip)',
    replace: 'ip === undefined ? withoutLastDot(host) : formatIp(ip)',
  },
  {
    must: 'SD-ADDR-5',
    file: 'sd-core/src/target.ts',
    find: "if (ip === undefined && !isHostName(name)) return { target: address, why: 'name' };",
    replace: '',
  },
  {
    must: 'SD-ADDR-5',
    file: 'sd-core/src/target.ts',
    find: '!/(^|\\.)(\\d+|0x[0-9a-f]*)$/.test(name)',
    replace: '!/(^|\\.)\\d+$/.test(name)',
  },
  {
    must: 'SD-ADDR-6',
    file: 'sd-core/src/target.ts',
    find: 'port < 1 || port > 65_535',
    replace: 'port > 65_535',
  },
  {
    must: 'SD-ADDR-6',
    file: 'sd-core/src/target.ts',
    find: 'if (ports.size > 0 && !ports.has(record.port))',
    replace: 'if (ports.size > 9 && !ports.has(record.port))',
  },
  {
    must: 'SD-ADDR-7',
    file: 'sd-core/src/target-list.ts',
    find: 'compareUnits(a.node, b.node)',
    replace: 'compareUnits(b.node, a.node)',
  },
  {
    must: 'SD-ADDR-8',
    file: 'sd-core/src/claims.ts',
    find: 'return claimants.find((name) => isAnswered(pools(name), address)) ?? claimants[0];',
    replace: 'return claimants.findLast((name) => isAnswered(pools(name), address)) ?? claimants[0];',
  },
  {
    must: 'SD-ADDR-8.2',
    file: 'sd-core/src/view.ts',
    find: "events.push({ kind: 'conflict', target, pools });",
    replace: '{}',
  },
  {
    must: 'SD-ADDR-9',
    file: 'sd-core/src/claims.ts',
    find: 'return claimants.find((name) => isAnswered(pools(name), address)) ?? claimants[0];',
    replace: 'return claimants[0];',
  },
];
