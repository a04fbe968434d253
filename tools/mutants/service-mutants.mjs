/**
 * Breaches of the chapters HTTP, Files and Metrics, each caught by a test that the mutant names.
 */
const handler = 'sd-http-adapter/src/handler.test.ts';
const file = 'sd-file-adapter/src/file-sd.test.ts';
const metrics = 'sd-cli/src/metrics/metrics.test.ts';

/** @type {readonly import('./mutant.mjs').Mutant[]} */
export const serviceMutants = [
  {
    must: 'SD-HTTP-1',
    file: 'sd-http-adapter/src/answer.ts',
    find: "'Content-Type': 'application/json; charset=utf-8',",
    replace: "'Content-Type': 'application/json; charset=UTF8',",
    test: [handler, 'is answered with the canonical bytes and the type that Prometheus accepts'],
  },
  {
    must: 'SD-HTTP-2',
    file: 'sd-http-adapter/src/answer.ts',
    find: "if (latest.kind !== 'ready') return refusal(503, whyUnavailable(latest) ?? 'No targets yet.', later);",
    replace:
      "if (latest.kind !== 'ready') return { code: 200, headers: { 'Content-Type': 'application/json' }, pieces: () => [Buffer.from('[]')] };",
    test: ['sd-http-adapter/src/core-snapshots.test.ts', 'a life of snapshots as the core makes them'],
  },
  {
    must: 'SD-HTTP-3',
    file: 'sd-http-adapter/src/answer.ts',
    find: "if (request.method !== 'GET' && request.method !== 'HEAD') {",
    replace: "if (request.method !== 'GET') {",
    test: [handler, 'methods'],
  },
  {
    must: 'SD-HTTP-3.2',
    file: 'sd-http-adapter/src/answer.ts',
    find: "if (request.method !== 'GET' && request.method !== 'HEAD') {",
    replace: "if (request.method === 'never') {",
    test: [handler, 'is not allowed'],
  },
  {
    must: 'SD-HTTP-4',
    file: 'sd-http-adapter/src/body.ts',
    find: 'for (const group of groups) hash.update(digestOf(group));',
    replace: 'hash.update(String(groups.length));',
    test: ['sd-http-adapter/src/body.test.ts', 'has the same tag exactly when it has the same bytes'],
  },
  {
    must: 'SD-HTTP-4.2',
    file: 'sd-http-adapter/src/answer.ts',
    find: "if (isNoneMatched(request.headers['if-none-match'], etag)) {",
    replace: "if (request.headers['if-none-match'] === 'never') {",
    test: [handler, '304 for the tag that'],
  },
  {
    must: 'SD-HTTP-5',
    file: 'sd-http-adapter/src/accept-encoding.ts',
    find: 'return weights;\n}',
    replace: "return weights.size > 0 ? weights : new Map([['gzip', 1]]);\n}",
    test: ['sd-http-adapter/src/accept-encoding.test.ts', 'the coding a client gets'],
  },
  {
    must: 'SD-HTTP-6',
    file: 'sd-http-adapter/src/selection.ts',
    find: 'values.map((value) => value.toLowerCase())',
    replace: 'values',
    test: [handler, 'one pool, several pools, in any case'],
  },
  {
    must: 'SD-HTTP-6.2',
    file: 'sd-http-adapter/src/refusal.ts',
    find: 'if (strangers.length > 0) {',
    replace: 'if (strangers.length > 1e9) {',
    test: [handler, 'an unknown pool is 404 and named, so that a scraper keeps its list'],
  },
  {
    must: 'SD-HTTP-6.2',
    file: 'sd-http-adapter/src/refusal.ts',
    find: 'if (missing.length === 0 || (hasGroups',
    replace: 'if (missing.length >= 0 || (hasGroups',
    test: [handler, 'pools that never answered are 503, never an empty list'],
  },
  {
    must: 'SD-HTTP-7',
    file: 'sd-core/src/selection.ts',
    find: 'if (shard === undefined || shard.of === 1) return chosen;',
    replace: 'return chosen;',
    test: [handler, 'shards are disjoint, and together they are the whole'],
  },
  {
    must: 'SD-HTTP-7.2',
    file: 'sd-http-adapter/src/answer.ts',
    find: "if (selection.kind === 'wrong') return refusal(400, selection.message);",
    replace: "if (selection.kind === 'wrong') return refusal(404, selection.message);",
    test: [handler, 'a wrong shard is 400 and says what is expected'],
  },
  {
    must: 'SD-HTTP-8',
    file: 'sd-http-adapter/src/handler.ts',
    find: 'const startedMs = performance.now();',
    replace: 'const startedMs = performance.now();\n    void snapshots[Symbol.asyncIterator]().next();',
    test: [
      'sd-http-adapter/src/upstream.test.ts',
      'requests take nothing from where the snapshots come from',
    ],
  },
  {
    must: 'SD-FILE-1',
    file: 'sd-file-adapter/src/file-body.ts',
    find: 'if (length > 0) yield piece.subarray(0, length);\n}',
    replace: 'if (length > 0) yield piece.subarray(0, length - 1);\n}',
    test: [file, 'writes the canonical bytes, readable for everyone'],
  },
  {
    must: 'SD-FILE-1.2',
    file: 'sd-file-adapter/src/file-sd.ts',
    find: "if (snapshot.kind !== 'ready') return { kind: 'held', why: snapshot.kind };",
    replace:
      "if (snapshot.kind !== 'ready') { await disk.writeFile(path, '[]').catch(() => undefined); return { kind: 'held', why: snapshot.kind }; }",
    test: [file, 'waiting and expired snapshots touch nothing'],
  },
  {
    must: 'SD-FILE-2',
    file: 'sd-file-adapter/src/atomic-write.ts',
    find: 'return await stageAndRename(disk, file, join(folder, stagingName, name));',
    replace: 'return await stageAndRename(disk, file, join(folder, `.${name}`));',
    test: [file, 'an update is one event in the folder'],
  },
  {
    must: 'SD-FILE-3',
    file: 'sd-file-adapter/src/file-writer.ts',
    find: 'if (seen !== undefined && isRight(seen)) {',
    replace: 'if (seen !== undefined && !isRight(seen)) {',
    test: [file, 'the same bytes are not written again, also not after a restart'],
  },
  {
    must: 'SD-FILE-4',
    file: 'sd-file-adapter/src/file-sd.ts',
    find: 'guard?.close();',
    replace: 'guard?.close();\n      await disk.unlink(path).catch(() => undefined);',
    test: [file, 'closing finishes what was published, leaves the file and nothing else'],
  },
  {
    must: 'SD-FILE-5',
    file: 'sd-file-adapter/src/file-sd.ts',
    find: 'if (problem !== undefined) throw new TypeError(problem);',
    replace: '',
    test: [file, 'a path that no consumer would read'],
  },
  {
    must: 'SD-METRIC-1',
    file: 'sd-cli/src/metrics/status-metrics.ts',
    find: "gauge('held_removals',",
    replace: "gauge('held',",
    test: ['sd-cli/src/metrics/contract.test.ts', 'tells at least what the contract wants'],
  },
  {
    must: 'SD-METRIC-2',
    file: 'sd-cli/src/metrics/status-metrics.ts',
    find: 'if (metadata.activeNodes !== undefined) expected.set({ pool }, metadata.activeNodes);',
    replace: '',
    test: [metrics, 'is read at each scrape, and pools that are gone have no series'],
  },
  {
    must: 'SD-METRIC-2.2',
    file: 'sd-cli/src/metrics/status-metrics.ts',
    find: 'for (const gauge of [targets, expected, age]) gauge.reset();',
    replace: '',
    test: [metrics, 'is read at each scrape, and pools that are gone have no series'],
  },
  {
    must: 'SD-METRIC-3',
    file: 'sd-cli/src/metrics/event-metrics.ts',
    find: "for (const why of ['dns', 'list', 'operator', 'expired']) removed.inc({ why }, 0);",
    replace: '',
    test: ['sd-cli/src/metrics/contract.test.ts', 'every reason has a zero to start from'],
  },
];
