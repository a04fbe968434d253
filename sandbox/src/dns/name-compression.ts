/**
 * Names in a message, each written as far as it is new and then a pointer to where the rest stands.
 *
 * Source: RFC 1035, section 4.1.4.
 */
import { nameKey } from './record.ts';

/** Compression pointers have 14 bits. */
const maxPointer = 0x3fff;

export interface NameTable {
  /** The name in as few bytes as the names before it allow. */
  compressed(name: string): Buffer;
  /** Notes that a name (or its beginning, before a pointer) stands at `offset`. */
  note(name: string, offset: number): void;
}

/** The name and what follows each of its labels: `a.b` gives `a.b` and `b`. */
function suffixes(name: string): readonly string[] {
  const labels = name === '.' ? [] : name.split('.');
  return labels.map((_, i) => labels.slice(i).join('.'));
}

function labelBytes(label: string): Buffer {
  const bytes = Buffer.from(label);
  return Buffer.concat([Buffer.from([bytes.length]), bytes]);
}

export function nameTable(): NameTable {
  const offsets = new Map<string, number>();
  return {
    compressed: (name) => {
      const parts: Buffer[] = [];
      for (const suffix of suffixes(name)) {
        const offset = offsets.get(nameKey(suffix));
        if (offset !== undefined) {
          return Buffer.concat([...parts, Buffer.from([0xc0 | (offset >> 8), offset & 0xff])]);
        }
        parts.push(labelBytes(suffix.split('.', 1)[0] ?? ''));
      }
      return Buffer.concat([...parts, Buffer.from([0])]);
    },
    note: (name, offset) => {
      let at = offset;
      for (const suffix of suffixes(name)) {
        const key = nameKey(suffix);
        if (offsets.has(key) || at > maxPointer) return;
        offsets.set(key, at);
        at += labelBytes(suffix.split('.', 1)[0] ?? '').length;
      }
    },
  };
}
