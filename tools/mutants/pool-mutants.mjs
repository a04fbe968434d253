/**
 * Breaches of the chapters Pools, Labels, Bytes and Shards, each caught by a vector.
 *
 * @type {readonly import('./mutant.mjs').Mutant[]}
 */
export const poolMutants = [
  {
    must: 'SD-POOL-1',
    file: 'sd-core/src/apply-list.ts',
    find: 'name: wellFormed(pool.name).toLowerCase(),',
    replace: 'name: wellFormed(pool.name),',
  },
  {
    must: 'SD-POOL-2',
    file: 'sd-core/src/names.ts',
    find: "return template.replace('{pool}', () => pool.toLowerCase());",
    replace: "return template.replace('{pool}', () => pool);",
  },
  {
    must: 'SD-POOL-2',
    file: 'sd-core/src/names.ts',
    find: "'discover.monitor.{pool}.cp.spcs.internal'",
    replace: "'monitor.{pool}.cp.spcs.internal'",
  },
  {
    must: 'SD-POOL-3',
    file: 'sd-core/src/names.ts',
    find: "labels.findIndex((label) => label === 'monitor' || label === 'metrics')",
    replace: "labels.findLastIndex((label) => label === 'monitor' || label === 'metrics')",
  },
  {
    must: 'SD-POOL-3',
    file: 'sd-core/src/names.ts',
    find: 'const hasSuffix = labels.length > marker + 2;',
    replace: 'const hasSuffix = true;',
  },
  {
    must: 'SD-POOL-4',
    file: 'sd-core/src/apply-list.ts',
    find: 'if (problem !== undefined) skipped.set(pool.name, problem);',
    replace: 'if (problem !== undefined && pool.name === "") skipped.set(pool.name, problem);',
  },
  {
    must: 'SD-POOL-4',
    file: 'sd-core/src/apply-list.ts',
    find: "draft.events.push({ kind: 'pool-skipped', pool, why });",
    replace: '{}',
  },
  {
    must: 'SD-POOL-4.2',
    file: 'sd-core/src/apply-list.ts',
    find: 'if (listed.pools.size === 0 && outcome.pools.length > 0) {',
    replace: 'if (listed.pools.size < 0 && outcome.pools.length > 0) {',
  },
  {
    must: 'SD-POOL-5',
    file: 'sd-core/src/apply-list.ts',
    find: 'compareUnits(a.endpoint, b.endpoint) ||',
    replace: 'compareUnits(b.endpoint, a.endpoint) ||',
  },
  {
    must: 'SD-POOL-5',
    file: 'sd-core/src/apply-list.ts',
    find: 'compareUnits(metadataText(a.metadata), metadataText(b.metadata))',
    replace: 'compareUnits(metadataText(b.metadata), metadataText(a.metadata))',
  },
  {
    must: 'SD-POOL-5.2',
    file: 'sd-core/src/apply-list.ts',
    find: 'else if (good.get(pool.name)?.endpoint !== pool.endpoint)',
    replace: 'else if (good.get(pool.name) === undefined)',
  },
  {
    must: 'SD-POOL-6',
    file: 'sd-core/src/apply-list.ts',
    find: 'if (listed.pools.size > maxPools) {',
    replace: 'if (listed.pools.size > maxPools + 1) {',
  },
  {
    must: 'SD-POOL-7',
    file: 'sd-core/src/apply-list.ts',
    find: 'const metadata = pool.metadata === undefined ? facts.metadata : keepSame(facts.metadata, pool.metadata);',
    replace: 'const metadata = keepSame(facts.metadata, pool.metadata ?? {});',
  },
  {
    must: 'SD-POOL-7.2',
    file: 'sd-core/src/apply-list.ts',
    find: 'keepSame(facts.metadata, pool.metadata);',
    replace: 'keepSame(facts.metadata, { ...facts.metadata, ...pool.metadata });',
  },
  {
    must: 'SD-LABEL-1',
    file: 'sd-core/src/groups.ts',
    find: "['__meta_spcs_compute_pool_name', ({ name }) => name],",
    replace: "['__meta_spcs_compute_pool', ({ name }) => name],",
  },
  {
    must: 'SD-LABEL-2',
    file: 'sd-core/src/groups.ts',
    find: "['__meta_spcs_compute_pool_endpoint', ({ endpoint }) => endpoint],",
    replace: '',
  },
  {
    must: 'SD-LABEL-2',
    file: 'sd-core/src/groups.ts',
    find: 'metadata.isExclusive?.toString()',
    replace: '(metadata.isExclusive || undefined)?.toString()',
  },
  {
    must: 'SD-LABEL-2',
    file: 'sd-core/src/groups.ts',
    find: 'if (value) labels[label] = labelValue(value);',
    replace: 'if (value !== undefined) labels[label] = labelValue(value);',
  },
  {
    must: 'SD-LABEL-3',
    file: 'sd-core/src/groups.ts',
    find: "['__meta_spcs_compute_pool_owner', ({ metadata }) => metadata.owner],",
    replace:
      "['__meta_spcs_compute_pool_owner', ({ metadata }) => metadata.owner], ['__meta_spcs_compute_pool_active_nodes', ({ metadata }) => metadata.activeNodes?.toString()],",
  },
  {
    must: 'SD-LABEL-4',
    file: 'sd-core/src/groups.ts',
    find: "labels: node === '' ? labels : { ...labels, __meta_spcs_node: labelValue(node) },",
    replace: 'labels,',
  },
  {
    must: 'SD-LABEL-4.2',
    file: 'sd-core/src/groups.ts',
    find: ': [{ targets: owned, labels }];',
    replace: ': owned.map((address) => ({ targets: [address], labels }));',
  },
  {
    must: 'SD-LABEL-5',
    file: 'sd-core/src/groups.ts',
    find: 'const maxLabelLength = 1024;',
    replace: 'const maxLabelLength = 1025;',
  },
  {
    must: 'SD-LABEL-5',
    file: 'sd-core/src/groups.ts',
    find: ".replace(/[\\ud800-\\udbff]$/, '')",
    replace: '',
  },
  {
    must: 'SD-BYTES-1',
    file: 'sd-core/src/encode.ts',
    find: "yield groups.length === 0 ? '[]\\n' : '\\n]\\n';",
    replace: "yield groups.length === 0 ? '[]' : '\\n]\\n';",
  },
  {
    must: 'SD-BYTES-1',
    file: 'sd-core/src/encode.ts',
    find: "before = ',\\n';",
    replace: "before = ', ';",
  },
  {
    must: 'SD-BYTES-2',
    file: 'sd-core/src/order.ts',
    find: 'return a < b ? -1 : 1;',
    replace: "return a.localeCompare(b, 'en');",
  },
  {
    must: 'SD-BYTES-2',
    file: 'sd-core/src/groups.ts',
    find: '.toSorted(([a], [b]) => compareUnits(a, b))',
    replace: '.toSorted(([a], [b]) => compareUnits(b, a))',
  },
  {
    must: 'SD-BYTES-3',
    file: 'sd-core/src/json-text.ts',
    find: 'const unprintable = /[\\u007f-\\u009f',
    replace: 'const unprintable = /[\\u0080-\\u009f',
  },
  {
    must: 'SD-BYTES-3.2',
    file: 'sd-core/src/json-text.ts',
    find: "return value.replace(loneSurrogate, '\\ufffd');",
    replace: 'return value;',
  },
  {
    must: 'SD-BYTES-4',
    file: 'sd-core/src/json-text.ts',
    find: ".replaceAll('%{', '%\\\\u007b')",
    replace: '',
  },
  {
    must: 'SD-BYTES-5',
    file: 'sd-core/src/groups.ts',
    find: 'if (owned.length === 0) return [];',
    replace: '',
  },
  {
    must: 'SD-SHARD-1',
    file: 'sd-core/src/shard.ts',
    find: 'return Number(last8 % BigInt(of));',
    replace: 'return Number((last8 & 0xffffffffn) % BigInt(of));',
  },
  {
    must: 'SD-SHARD-2',
    file: 'sd-core/src/selection.ts',
    find: 'shardOf(target, of) === index',
    replace: 'shardOf(target, of) <= index',
  },
  {
    must: 'SD-SHARD-2.2',
    file: 'sd-core/src/selection.ts',
    find: 'if (targets.length === 0) return [];',
    replace: '',
  },
];
