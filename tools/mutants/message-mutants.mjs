/**
 * Breaches of the chapter DNS messages, each caught by a vector.
 *
 * @type {readonly import('./mutant.mjs').Mutant[]}
 */
export const messageMutants = [
  {
    must: 'SD-MSG-1',
    file: 'sd-runtime/src/dns/message/question-message.ts',
    find: 'if (!isResponse || opcode !== 0) return false;',
    replace: 'if (!isResponse) return false;',
  },
  {
    must: 'SD-MSG-1',
    file: 'sd-runtime/src/dns/message/question-message.ts',
    find: 'if (ours !== theirs && lowerCase(ours) !== lowerCase(theirs)) return false;',
    replace: 'if (ours !== theirs) return false;',
  },
  {
    must: 'SD-MSG-1',
    file: 'sd-runtime/src/dns/message/question-message.ts',
    find: 'return message.length === headerBytes && isErrorWithoutQuestion(flags & 0xf);',
    replace: 'return true;',
  },
  {
    must: 'SD-MSG-2',
    file: 'sd-runtime/src/dns/message/response-message.ts',
    find: 'if ((flags & 0x0200) !== 0) return { ...head, ...nothing, truncated: true };',
    replace: '',
  },
  {
    must: 'SD-MSG-3',
    file: 'sd-runtime/src/dns/message/response-message.ts',
    find: 'rcode: head.rcode + (opt === undefined ? 0 : (opt.ttlSeconds >>> 24) * 16),',
    replace: 'rcode: head.rcode,',
  },
  {
    must: 'SD-MSG-3',
    file: 'sd-runtime/src/dns/message/answer.ts',
    find: "  [rcodeNumber.refused]: 'refused',\n",
    replace: '',
  },
  {
    must: 'SD-MSG-4',
    file: 'sd-runtime/src/dns/message/response-message.ts',
    find: 'return end - start > 6 && endOfName(bytes, start + 6) === end;',
    replace: 'return end - start > 6 && endOfName(bytes, start + 6) !== -1;',
  },
  {
    must: 'SD-MSG-4',
    file: 'sd-runtime/src/dns/message/response-message.ts',
    find: 'return end - start === 16;',
    replace: 'return true;',
  },
  {
    must: 'SD-MSG-4',
    file: 'sd-runtime/src/dns/message/wire-name.ts',
    find: 'byte <= 0x20 || byte >= 0x7f || byte === dot ? 0',
    replace: 'byte <= 0x20 || byte >= 0x7f ? 0',
  },
  {
    must: 'SD-MSG-4',
    file: 'sd-runtime/src/dns/message/wire-name.ts',
    find: 'octets > maxNameOctets || ',
    replace: '',
  },
  {
    must: 'SD-MSG-4.2',
    file: 'sd-runtime/src/dns/message/response-message.ts',
    find: "if (additionals !== undefined && additionals.end !== bytes.length) return malformed('bytes after its end');",
    replace: '',
  },
  {
    must: 'SD-MSG-5',
    file: 'sd-runtime/src/dns/message/response-message.ts',
    find: 'const opt = additionals?.records.find(',
    replace:
      "if (additionals === undefined) return malformed('additional');\n  const opt = additionals?.records.find(",
  },
  {
    must: 'SD-MSG-5.2',
    file: 'sd-runtime/src/dns/message/answer.ts',
    find: "if (message.additionalBroken) return malformed('no records and a broken additional section');",
    replace: '',
  },
  {
    must: 'SD-MSG-6',
    file: 'sd-runtime/src/dns/message/answer.ts',
    find: 'export const maxAliases = 8;',
    replace: 'export const maxAliases = 7;',
  },
  {
    must: 'SD-MSG-6',
    file: 'sd-runtime/src/dns/message/answer.ts',
    find: 'export const maxAliases = 8;',
    replace: 'export const maxAliases = 9;',
  },
  {
    must: 'SD-MSG-6.2',
    file: 'sd-runtime/src/dns/message/answer.ts',
    find: "if (byOwner.size > 0) return broken('records of another name');",
    replace: '',
  },
  {
    must: 'SD-MSG-6.2',
    file: 'sd-runtime/src/dns/message/answer.ts',
    find: "if (!relevant.every(isInternet)) return broken('records of another class');",
    replace: '',
  },
  {
    must: 'SD-MSG-6.3',
    file: 'sd-runtime/src/dns/message/answer.ts',
    find: "if (here.length > 1) return broken('an alias with other records');",
    replace: '',
  },
  {
    must: 'SD-MSG-6.3',
    file: 'sd-runtime/src/dns/message/answer.ts',
    find: "if (!isHostName(name)) return broken('an alias of an impossible name');",
    replace: '',
  },
  {
    must: 'SD-MSG-7',
    file: 'sd-runtime/src/dns/message/answer.ts',
    find: "return { kind: 'unknown', why: 'other', detail: 'a referral to other servers' };",
    replace: "return { kind: 'absent', why: 'nodata', ttlSeconds: null };",
  },
  {
    must: 'SD-MSG-7.2',
    file: 'sd-runtime/src/dns/message/answer.ts',
    find: "  return { kind: 'absent', why: 'nodata', ttlSeconds: null };",
    replace: "  return { kind: 'absent', why: 'nxdomain', ttlSeconds: null };",
  },
  {
    must: 'SD-MSG-8',
    file: 'sd-runtime/src/dns/message/answer.ts',
    find: "if (!services.every(({ target }) => isTarget(target))) return malformed('a target that is no host name');",
    replace: '',
  },
  {
    must: 'SD-MSG-9',
    file: 'sd-runtime/src/dns/message/ttl.ts',
    find: 'return ttlSeconds >= 2 ** 31 ? 0 : ttlSeconds;',
    replace: 'return ttlSeconds;',
  },
  {
    must: 'SD-MSG-9.2',
    file: 'sd-runtime/src/dns/message/ttl.ts',
    find: 'const floorSeconds = 5;',
    replace: 'const floorSeconds = 0;',
  },
  {
    must: 'SD-MSG-9.2',
    file: 'sd-runtime/src/dns/message/ttl.ts',
    find: 'const negativeCapSeconds = 10_800;',
    replace: 'const negativeCapSeconds = 86_400;',
  },
  {
    must: 'SD-MSG-9.2',
    file: 'sd-runtime/src/dns/message/answer.ts',
    find: 'Math.min(least, boundedTtl(record.ttlSeconds))',
    replace: 'boundedTtl(record.ttlSeconds)',
  },
  {
    must: 'SD-MSG-10',
    file: 'sd-runtime/src/dns/message/service-record.ts',
    find: 'if (host === undefined || !isInternet(record)) continue;',
    replace: 'if (host === undefined) continue;',
  },
];
