/**
 * An immutable map from strings whose copy costs what changed, not what it holds.
 *
 * Keys are spread over buckets by their hash; an edit copies the touched buckets and the list of
 * buckets, nothing else. The number of buckets doubles when they hold more than `bucketSize` keys
 * on average, so that a bucket stays small and the list of buckets short.
 */

export interface BucketMap<V> {
  readonly size: number;
  /** A power of two of them; an empty bucket is undefined. */
  readonly buckets: readonly (ReadonlyMap<string, V> | undefined)[];
}

/** Changes to a copy. The map it started from never changes. */
export interface BucketMapEditor<V> {
  size(): number;
  get(key: string): V | undefined;
  set(key: string, value: V): void;
  /** Puts it in unless the key has a value: gives that one then. One look instead of two. */
  insert(key: string, value: V): V | undefined;
  delete(key: string): void;
  /** Makes room for so many more keys at once: growing by doubling moves each key several times. */
  reserve(more: number): void;
  /** The edited map; the same object as before when nothing was written. Ends the edit. */
  done(): BucketMap<V>;
}

const bucketSize = 16;

export function emptyBucketMap<V>(): BucketMap<V> {
  return { size: 0, buckets: [undefined] };
}

/** O(1). */
export function getFrom<V>(map: BucketMap<V>, key: string): V | undefined {
  return map.buckets[hash(key) & (map.buckets.length - 1)]?.get(key);
}

/** Every value, in no order worth relying on. */
export function* valuesOf<V>(map: BucketMap<V>): Generator<V, void, void> {
  for (const bucket of map.buckets) if (bucket !== undefined) yield* bucket.values();
}

/** Starts an edit. O(1) until the first write, then O(buckets) once, then O(bucket) a touched bucket. */
export function editBucketMap<V>(map: BucketMap<V>): BucketMapEditor<V> {
  let { size } = map;
  /** The list of buckets once it is ours to write. */
  let own: (ReadonlyMap<string, V> | undefined)[] | undefined;
  /** The buckets that are ours to write, at the same places. */
  let mine: (Map<string, V> | undefined)[] = [];

  const buckets = (): BucketMap<V>['buckets'] => own ?? map.buckets;

  function writable(key: string): Map<string, V> {
    own ??= [...map.buckets];
    const at = hash(key) & (own.length - 1);
    const known = mine[at];
    if (known !== undefined) return known;
    const bucket = new Map(own[at]);
    mine[at] = bucket;
    own[at] = bucket;
    return bucket;
  }

  function growFor(keys: number): void {
    const least = buckets().length;
    let count = least;
    while (keys > count * bucketSize) count *= 2;
    if (count === least) return;
    mine = spread(buckets(), count);
    own = [...mine];
  }

  return {
    size: () => size,
    get: (key) => buckets()[hash(key) & (buckets().length - 1)]?.get(key),
    set(key, value) {
      const bucket = writable(key);
      if (!bucket.has(key)) size += 1;
      bucket.set(key, value);
      growFor(size);
    },
    insert(key, value) {
      const bucket = writable(key);
      const known = bucket.get(key);
      if (known !== undefined) return known;
      bucket.set(key, value);
      size += 1;
      growFor(size);
      return undefined;
    },
    delete(key) {
      if (writable(key).delete(key)) size -= 1;
    },
    reserve: (more) => growFor(size + more),
    done: () => (own === undefined ? map : { size, buckets: own }),
  };
}

/** The same keys in `count` buckets. */
function spread<V>(buckets: BucketMap<V>['buckets'], count: number): (Map<string, V> | undefined)[] {
  const wider = Array.from<Map<string, V> | undefined>({ length: count });
  for (const bucket of buckets) {
    if (bucket === undefined) continue;
    for (const [key, value] of bucket) {
      const at = hash(key) & (count - 1);
      const place = wider[at] ?? new Map<string, V>();
      wider[at] = place.set(key, value);
    }
  }
  return wider;
}

/** FNV-1a over code units: cheap, and spreads addresses that differ in one digit. */
function hash(key: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < key.length; i += 1) value = Math.imul(value ^ key.charCodeAt(i), 0x01000193);
  return (value ^ (value >>> 15)) >>> 0;
}
