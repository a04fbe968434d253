/**
 * The mutants that nothing sees, each with the reason why nothing should.
 */

/**
 * @typedef {{ readonly file: string, readonly within: string, readonly from: string, readonly to: string }} Place
 * @typedef {Place & { readonly why: string }} Survivor
 */

/** The same for the same break in the same function, wherever that stands. @param {Place} place */
export function keyOf({ file, within, from, to }) {
  const one = (/** @type {string} */ text) => text.replaceAll(/\s+/g, ' ').slice(0, 120);
  return `${file} ${within}: ${one(from)} → ${one(to)}`;
}

/** File, function, what stands there, what the mutant has there, why nobody can see it. */
const reasons = /** @type {const} */ ([
  ['sd-core/src/md5.ts', 'sines', '64', '65', 'the algorithm has 64 steps: one value more is never read'],
  [
    'sd-core/src/md5.ts',
    'md5Words',
    '16',
    '17',
    'a block is read by 16 words, the last one begins at most 16 before the end',
  ],
  ['sd-core/src/md5.ts', 'padded', '0', '1', 'stands in for a byte that is always there'],
  [
    'sd-core/src/md5.ts',
    'padded',
    'words[wordCount - 1] = Math.floor(bytes.length / 2 ** 29);',
    '',
    'not 0 from half a gigabyte on; an address has at most 300 bytes',
  ],
  [
    'sd-core/src/md5.ts',
    'padded',
    'wordCount - 1',
    'wordCount + 1',
    'writes the 0 that is there already, outside of what is read',
  ],
  ['sd-core/src/md5.ts', 'padded', '2', '3', '0 either way for texts of less than half a gigabyte'],
  ['sd-core/src/md5.ts', 'padded', '29', '30', '0 either way for texts of less than half a gigabyte'],
  ['sd-core/src/md5.ts', 'mixBlock', '0', '1', 'stands in for a word that is always there'],
  ['sd-core/src/shard.ts', 'shardOf', '0', '1', 'stands in for a word that is always there'],
  [
    'sd-core/src/apply-answer.ts',
    'lacksWithoutProof',
    "''",
    "'mutant'",
    'no target has either as its address',
  ],
  [
    'sd-core/src/apply-answer.ts',
    'lacksWithoutProof',
    'false',
    'true',
    'stands in for an answer that claims prove to be there, or for a pool whose held targets decide',
  ],
  ['sd-core/src/bucket-map.ts', 'bucketSize', '16', '17', 'how full a bucket is, is no behaviour'],
  [
    'sd-core/src/bucket-map.ts',
    'growFor',
    'keys > count * bucketSize',
    'keys >= count * bucketSize',
    'how full a bucket is, is no behaviour',
  ],
  ['sd-core/src/bucket-map.ts', 'reserve', 'size + more', 'size - more', 'only makes room beforehand'],
  ['sd-core/src/bucket-map.ts', 'hash', '0x811c9dc5', '2166136262', 'any other start spreads as well'],
  [
    'sd-core/src/bucket-map.ts',
    'hash',
    '0x01000193',
    '16777620',
    'any other factor of this size spreads as well here',
  ],
  [
    'sd-core/src/bucket-map.ts',
    'hash',
    '0',
    '1',
    'leaves out the first character, which is the same in most keys',
  ],
  [
    'sd-core/src/bucket-map.ts',
    'hash',
    'i < key.length',
    'i <= key.length',
    'NaN counts as 0: one more round of the same',
  ],
  ['sd-core/src/bucket-map.ts', 'hash', '15', '16', 'any other shift of this size spreads as well'],
  ['sd-core/src/bucket-map.ts', 'hash', 'value >>> 15', 'value << 15', 'spreads as well on these keys'],
  [
    'sd-core/src/bucket-map.ts',
    'hash',
    '(value ^ (value >>> 15)) >>> 0',
    '(value ^ (value >>> 15)) << 0',
    'the places are masked: the sign bit never counts',
  ],
  ['sd-core/src/claims.ts', 'changeClaims', 'claims.reserve(more);', '', 'only makes room beforehand'],
  [
    'sd-core/src/claims.ts',
    'changeClaims',
    'more += added.length - removed.length;',
    '',
    'only makes room beforehand',
  ],
  [
    'sd-core/src/claims.ts',
    'changeClaims',
    'more += added.length - removed.length',
    'more -= added.length - removed.length',
    'only makes room beforehand',
  ],
  [
    'sd-core/src/claims.ts',
    'changeClaims',
    'added.length - removed.length',
    'added.length + removed.length',
    'only makes room beforehand',
  ],
  ['sd-core/src/claims.ts', 'changeClaims', 'changes.values()', '[]', 'only makes room beforehand'],
  [
    'sd-core/src/groups.ts',
    'labelValue',
    'text.length <= maxLabelLength',
    'false',
    'a short text cut to the limit is the same text',
  ],
  [
    'sd-core/src/groups.ts',
    'labelValue',
    'text.length <= maxLabelLength',
    'text.length < maxLabelLength',
    'a text of the limit cut to the limit is the same text',
  ],
  [
    'sd-core/src/json-text.ts',
    'isPlain',
    'plain.test(value)',
    'false',
    'the fast way and the slow way write the same',
  ],
  [
    'sd-core/src/json-text.ts',
    'jsonText',
    'isPlain(value)',
    'false',
    'the fast way and the slow way write the same',
  ],
  [
    'sd-core/src/json-text.ts',
    'plain',
    '/^[ !#$&-[\\]-~]*$/',
    '/^[ !#$&-[\\]-~]$/',
    'the fast way and the slow way write the same',
  ],
  [
    'sd-core/src/encode.ts',
    'arrayText',
    'isPlain(texts.join())',
    'false',
    'the fast way and the slow way write the same',
  ],
  ['sd-core/src/order.ts', 'compareUnits', 'a < b', 'a <= b', 'equal texts have been told apart before'],
  [
    'sd-core/src/json-reader.ts',
    'number',
    "typeof value === 'number' && Number.isFinite(value)",
    'Number.isFinite(value)',
    'only a number is finite; the other half is for the compiler',
  ],
  [
    'sd-core/src/apply-policy.ts',
    'rejudged',
    'pool',
    'undefined',
    'what did not change is passed over either way',
  ],
  ['sd-core/src/order.ts', 'compareUnits', '1', '2', 'only the sign counts'],
]);

/** @type {readonly Survivor[]} */
export const survivors = reasons.map(([file, within, from, to, why]) => ({ file, within, from, to, why }));
