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
  delete(key: string): void;
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
  /** The buckets that are ours to write, by place. */
  let mine = new Map<number, Map<string, V>>();

  const buckets = (): BucketMap<V>['buckets'] => own ?? map.buckets;

  function writable(key: string): Map<string, V> {
    own ??= [...map.buckets];
    const at = hash(key) & (own.length - 1);
    const bucket = mine.get(at) ?? new Map(own[at]);
    mine.set(at, bucket);
    own[at] = bucket;
    return bucket;
  }

  function grow(): void {
    mine = spread(buckets(), buckets().length * 2);
    own = Array.from({ length: buckets().length * 2 }, (_, at) => mine.get(at));
  }

  return {
    size: () => size,
    get: (key) => buckets()[hash(key) & (buckets().length - 1)]?.get(key),
    set(key, value) {
      const bucket = writable(key);
      if (!bucket.has(key)) size += 1;
      bucket.set(key, value);
      if (size > buckets().length * bucketSize) grow();
    },
    delete(key) {
      if (writable(key).delete(key)) size -= 1;
    },
    done: () => (own === undefined ? map : { size, buckets: own }),
  };
}

/** The same keys in `count` buckets, by place. */
function spread<V>(buckets: BucketMap<V>['buckets'], count: number): Map<number, Map<string, V>> {
  const wider = new Map<number, Map<string, V>>();
  for (const bucket of buckets) {
    for (const [key, value] of bucket ?? []) {
      const at = hash(key) & (count - 1);
      const place = wider.get(at);
      if (place === undefined) wider.set(at, new Map([[key, value]]));
      else place.set(key, value);
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
