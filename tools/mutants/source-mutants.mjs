/**
 * Breaches of the chapters Snowflake, State and Configuration.
 *
 * @type {readonly import('./mutant.mjs').Mutant[]}
 */
export const sourceMutants = [
  {
    must: 'SD-SNOW-1',
    file: 'sd-runtime/src/snowflake/statement.ts',
    find: 'const indices = new Map(columns.map((column, index) => [column, index]));',
    replace:
      "const fixed = ['name', 'state', 'owner']; const indices = new Map(columns.map((column, index) => [fixed[index] ?? column, index]));",
  },
  {
    must: 'SD-SNOW-1',
    file: 'sd-runtime/src/snowflake/pool-rows.ts',
    find: "const lacking = ['name', ...required].find(",
    replace: 'const lacking = required.find(',
  },
  {
    must: 'SD-SNOW-2',
    file: 'sd-runtime/src/snowflake/endpoint-cell.ts',
    find: 'if (!Array.isArray(data)) return unreadable(',
    replace:
      "if (!Array.isArray(data)) return { kind: 'endpoints', pools: [], refused: [], isDamaged: false };\n  if (data === null) return unreadable(",
  },
  {
    must: 'SD-SNOW-3',
    file: 'sd-runtime/src/snowflake/endpoint-cell.ts',
    find: "isDamaged ||= typeof entry !== 'string';",
    replace: "isDamaged ||= 'why' in read;",
  },
  {
    must: 'SD-SNOW-3.2',
    file: 'sd-runtime/src/snowflake/endpoint-cell.ts',
    find: "if ('why' in read) refused.push(read);",
    replace: "if ('why' in read) { if (read.why !== 'is no text') refused.push(read); }",
    test: ['sd-runtime/src/snowflake/endpoint-cell.test.ts', 'that holds other things than texts is damaged'],
  },
  {
    must: 'SD-SNOW-3.3',
    file: 'sd-runtime/src/snowflake/list-memory.ts',
    find: 'const hidden = isDamaged ? last.pools.filter(({ name }) => !names.has(name)) : [];',
    replace: 'const hidden = isDamaged ? last.pools.slice(0, 0) : [];',
  },
  {
    must: 'SD-SNOW-4',
    file: 'sd-runtime/src/snowflake/query-mode.ts',
    find: 'const isReason = isUnknownFunction(outcome) || (!worked && isNotPermitted(outcome));',
    replace: 'const isReason = isUnknownFunction(outcome) || isNotPermitted(outcome);',
  },
  {
    must: 'SD-SNOW-4',
    file: 'sd-runtime/src/snowflake/query-mode.ts',
    find: "if (outcome.kind !== 'sql-error') return 'unknown';",
    replace: "if (outcome.kind !== 'sql-error') return 'show';",
  },
  {
    must: 'SD-SNOW-4.2',
    file: 'sd-runtime/src/snowflake/query-mode.ts',
    find: 'const retryAfterMs = 3_600_000;',
    replace: 'const retryAfterMs = 36_000_000;',
  },
  {
    must: 'SD-SNOW-5',
    file: 'sd-runtime/src/snowflake/endpoint-memory.ts',
    find: 'return (name) => known.get(name) ?? others.get(withHyphens(name));',
    replace: 'return (name) => known.get(name);',
  },
  {
    must: 'SD-SNOW-5.2',
    file: 'sd-runtime/src/snowflake/endpoint-memory.ts',
    find: 'again.pool.endpoint = entry.endpoint;',
    replace: '',
  },
  {
    must: 'SD-SNOW-6',
    file: 'sd-runtime/src/snowflake/pool-join.ts',
    find: 'const found = exact.get(name) ?? byHyphens.get(withHyphens(name));',
    replace: 'const found = exact.get(name);',
  },
  {
    must: 'SD-SNOW-6.2',
    file: 'sd-runtime/src/snowflake/metadata.ts',
    find: "return { kind: 'described', pools: withoutMetadata(named) };",
    replace: 'return shown;',
  },
  {
    must: 'SD-SNOW-6.3',
    file: 'sd-runtime/src/snowflake/metadata.ts',
    find: 'const waits = !hadSome && nowMs() - firstMs < graceMs;',
    replace: 'const waits = false;',
  },
  {
    must: 'SD-SNOW-7',
    file: 'sd-core/src/plugin-filter.ts',
    find: "'active'",
    replace: "'idle'",
  },
  {
    must: 'SD-SNOW-7.2',
    file: 'sd-runtime/src/snowflake/pool-rows.ts',
    find: '`row ${index + 1} of SHOW',
    replace: '`row ${index} of SHOW',
  },
  {
    must: 'SD-SNOW-8',
    file: 'sd-runtime/src/snowflake/pool-names.ts',
    find: "if (mode.functionFailed(problem) === 'show') return undefined;",
    replace:
      "if (mode.functionFailed(problem) === 'show') return undefined;\n  if (problem.kind === 'failed') return { kind: 'named', pools: [], isDamaged: false };",
  },
  {
    must: 'SD-SNOW-9',
    file: 'sd-cli/src/config/snowflake-findings.ts',
    find: 'unsupported Authenticator ${oneLine(authenticator)}.',
    replace: 'unknown authenticator ${oneLine(authenticator)}.',
  },
  {
    must: 'SD-STATE-1',
    file: 'sd-core/src/restore.ts',
    find: "begun: read.flag(file, 'begun', '$')",
    replace: 'begun: false',
  },
  {
    must: 'SD-STATE-1',
    file: 'sd-core/src/restore.ts',
    find: 'held.filter(({ address }) => answer === null || !isIn(answer.targets.addresses, address)),',
    replace: '[],',
  },
  {
    must: 'SD-STATE-2',
    file: 'sd-core/src/restore.ts',
    find: "if (file['fingerprint'] !== fingerprint) return rejected('it belongs to another configuration');",
    replace: '',
  },
  {
    must: 'SD-STATE-2',
    file: 'sd-core/src/restore.ts',
    find: "if (file['version'] !== stateFileVersion) {",
    replace: "if (file['version'] === undefined) {",
  },
  {
    must: 'SD-STATE-2',
    file: 'sd-core/src/restore.ts',
    find: 'const problem = read.problem() ?? poolsProblem(pools, policy);',
    replace: 'const problem = read.problem();',
  },
  {
    must: 'SD-STATE-3',
    file: 'sd-core/src/restore.ts',
    find: "const passedMs = Math.max(0, wallMs - read.number(file, 'savedAtWallMs', '$'));",
    replace: "const passedMs = wallMs - read.number(file, 'savedAtWallMs', '$');",
  },
  {
    must: 'SD-STATE-3.2',
    file: 'sd-core/src/restore.ts',
    find: 'return Math.min(Math.max(ageMs, 0), maxAgeMs);',
    replace: 'return Math.min(ageMs, maxAgeMs);',
  },
  {
    must: 'SD-STATE-3.2',
    file: 'sd-core/src/restore.ts',
    find: 'return Math.min(Math.max(ageMs, 0), maxAgeMs);',
    replace: 'return Math.max(ageMs, 0);',
  },
  {
    must: 'SD-STATE-4',
    file: 'sd-core/src/restore.ts',
    find: "return 'why' in judged ? [] : [judged];",
    replace: "return [{ address, node: node ?? '' }];",
  },
  {
    must: 'SD-STATE-5',
    file: 'sd-core/src/restore.ts',
    find: "return pool['metadataAgeMs'] === restoring.listAge ? ageMs : null;",
    replace: 'return ageMs;',
  },
  {
    must: 'SD-STATE-6',
    file: 'sd-runtime/src/state/file-state-store.ts',
    find: 'await writeWhole(unfinished, text);\n        await rename(unfinished, path);',
    replace: 'const file = await open(path, "w"); await file.writeFile(text); await file.close();',
    test: ['sd-runtime/src/state/file-state-store.test.ts', 'is a new file at each save'],
  },
  {
    must: 'SD-CONF-1',
    file: 'sd-cli/src/config/schema-findings.ts',
    find: 'findings: [...byPlace.values()]',
    replace: 'findings: [...byPlace.values()].slice(0, 1)',
  },
  {
    must: 'SD-CONF-1',
    file: 'sd-cli/src/config/load-config.ts',
    find: "checked.kind === 'findings' ? [...checked.findings, ...combined] : combined",
    replace: 'combined',
  },
  {
    must: 'SD-CONF-2',
    file: 'sd-cli/src/config/duration.ts',
    find: "['y', 365 * 86_400_000],",
    replace: "['y', 366 * 86_400_000],",
  },
  {
    must: 'SD-CONF-2',
    file: 'sd-cli/src/config/duration.ts',
    find: 'const longestDurationMs = 292 *',
    replace: 'const longestDurationMs = 2920 *',
  },
  {
    must: 'SD-CONF-3',
    file: 'sd-cli/src/config/settings.ts',
    find: 'attempts: dns.attempts ?? defaultDns.attempts,',
    replace: 'attempts: dns.attempts ?? 3,',
  },
  {
    must: 'SD-CONF-3.2',
    file: 'sd-cli/src/config/settings.ts',
    find: 'maxRefreshMs: most ?? Math.max(defaultMs.maxRefresh, least ?? 0),',
    replace: 'maxRefreshMs: most ?? defaultMs.maxRefresh,',
  },
  {
    must: 'SD-CONF-3.2',
    file: 'sd-cli/src/config/settings.ts',
    find: 'Math.max(defaultMs.confirmCollapse, confirmForMs)',
    replace: 'defaultMs.confirmCollapse',
  },
  {
    must: 'SD-CONF-4',
    file: 'sd-cli/src/config/combination-findings.ts',
    find: 'least <= most) return [];',
    replace: 'least < most) return [];',
  },
  {
    must: 'SD-CONF-4',
    file: 'sd-cli/src/config/combination-findings.ts',
    find: 'maxAge > longest) return [];',
    replace: 'maxAge >= longest) return [];',
  },
  {
    must: 'SD-CONF-4',
    file: 'sd-cli/src/config/combination-findings.ts',
    find: '    ...hostnamesWithoutSrv(data),\n',
    replace: '',
  },
  {
    must: 'SD-CONF-4',
    file: 'sd-cli/src/config/pool-sections.ts',
    find: 'const first = firsts.get(name.toLowerCase());',
    replace: 'const first = firsts.get(name);',
  },
  {
    must: 'SD-CONF-5',
    file: 'sd-runtime/src/discovery/discover.ts',
    find: '      const old = settings;\n      settings = settingsOf(next);',
    replace:
      '      const old = settings;\n      if (next.policy !== undefined) stepper.policy(next.policy);\n      settings = settingsOf(next);',
    test: [
      'sd-runtime/src/discovery/refused-reload.test.ts',
      'what is refused in part is refused as a whole',
    ],
  },
  {
    must: 'SD-CONF-6',
    file: 'sd-cli/src/config/schema-findings.ts',
    find: "if (schema['writeOnly'] === true) return",
    replace: "if (schema['writeOnly'] === 'never') return",
    test: ['sd-cli/src/config/snowflake.test.ts', 'a password is never shown'],
  },
];
