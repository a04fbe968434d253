/**
 * A zone arranged for questions. Built once a change, O(records).
 */
import { nameKey, type AnyRecord, type RecordOf, type RecordType } from './record.ts';
import { apexOf, soaOf, type Zone } from './zone.ts';

type RecordsByType = ReadonlyMap<RecordType, readonly AnyRecord[]>;

export interface ZoneIndex {
  readonly zone: Zone;
  isInZone(name: string): boolean;
  /** Whether the name has records, or names below it have (an empty non-terminal, RFC 8020). */
  exists(name: string): boolean;
  /** The records of one name and type, in the zone's order; empty when there are none. */
  find<T extends RecordType>(name: string, type: T): readonly RecordOf<T>[];
  /** All records of one name. */
  findAll(name: string): readonly AnyRecord[];
}

/** Every name above one of these, the apex included: they exist even without records. */
function namesAbove(names: Iterable<string>, origin: string): ReadonlySet<string> {
  const above = new Set<string>();
  for (const name of names) {
    let rest = name;
    while (rest !== origin && rest.includes('.')) {
      rest = rest.slice(rest.indexOf('.') + 1);
      // Whatever is above this one has been added with it.
      if (above.has(rest)) break;
      above.add(rest);
    }
  }
  return above;
}

function recordsByName(zone: Zone): ReadonlyMap<string, RecordsByType> {
  const byName = new Map<string, Map<RecordType, AnyRecord[]>>();
  for (const record of [soaOf(zone), ...apexOf(zone), ...zone.records]) {
    const key = nameKey(record.name);
    const byType = byName.get(key) ?? new Map<RecordType, AnyRecord[]>();
    byName.set(key, byType);
    const same = byType.get(record.type);
    if (same === undefined) byType.set(record.type, [record]);
    else same.push(record);
  }
  return byName;
}

export function zoneIndex(zone: Zone): ZoneIndex {
  const origin = nameKey(zone.origin);
  const byName = recordsByName(zone);
  const emptyNonTerminals = namesAbove(byName.keys(), origin);
  return {
    zone,
    isInZone: (name) => nameKey(name) === origin || nameKey(name).endsWith(`.${origin}`),
    exists: (name) => byName.has(nameKey(name)) || emptyNonTerminals.has(nameKey(name)),
    find: <T extends RecordType>(name: string, type: T) => {
      const records = byName.get(nameKey(name))?.get(type) ?? [];
      return records.filter((record): record is RecordOf<T> => record.type === type);
    },
    findAll: (name) => [...(byName.get(nameKey(name))?.values() ?? [])].flat(),
  };
}
