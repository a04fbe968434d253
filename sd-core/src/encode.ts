/**
 * Target groups as canonical text: one group a line, so that people can read and `diff` it.
 *
 * Adapters write the chunks as they are; nobody builds a second copy of a large list.
 */
import { jsonText } from './json-text.ts';
import { compareUnits } from './order.ts';
import { inUnitOrder } from './sorted.ts';
import type { PublishedGroup, TargetGroup } from './snapshot.ts';

/** One group as canonical JSON without a newline. Targets are written in the order given. */
export function encodeGroup(group: TargetGroup): string {
  const labels = inUnitOrder(Object.keys(group.labels))
    .map((name) => `${jsonText(name)}:${jsonText(group.labels[name] ?? '')}`)
    .join(',');
  return `{"targets":${arrayText(group.targets)},"labels":{${labels}}}`;
}

/** All at once where none needs an escape, as addresses do not. */
function arrayText(texts: readonly string[]): string {
  const json = JSON.stringify(texts);
  return plainJson.test(json) ? json : `[${texts.map(jsonText).join(',')}]`;
}

/** JSON of texts that are themselves between quotes, because what would be escaped is not there. */
const plainJson = /^[ -$&-[\]-~]*$/;

/** The body's chunks: their concatenation is a JSON array that ends in a newline, `[]` for none. */
export function* bodyChunks(groups: readonly Pick<PublishedGroup, 'json'>[]): Generator<string, void, void> {
  let before = '[\n';
  for (const group of groups) {
    yield before;
    yield group.json;
    before = ',\n';
  }
  yield groups.length === 0 ? '[]\n' : '\n]\n';
}

/**
 * Any target groups as canonical text: groups in the order given, targets and label names sorted.
 * For published groups prefer `bodyChunks`, which reuses their text.
 */
export function encodeTargetGroups(groups: readonly TargetGroup[]): string {
  const encoded = groups.map(({ targets, labels }) => ({
    json: encodeGroup({ targets: targets.toSorted(compareUnits), labels }),
  }));
  return [...bodyChunks(encoded)].join('');
}
