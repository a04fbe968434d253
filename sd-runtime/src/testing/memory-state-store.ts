/**
 * A state store in memory, with a look inside for tests.
 */
import type { StateStore } from '../ports.ts';

export interface MemoryStateStore extends StateStore {
  text(): string | undefined;
  asideText(): string | undefined;
  saves(): number;
  /** What another process, or a person, put there. */
  put(text: string): void;
}

export function createMemoryStateStore(): MemoryStateStore {
  let text: string | undefined;
  let aside: string | undefined;
  let saves = 0;
  return {
    load: () => Promise.resolve(text === undefined ? { kind: 'none' } : { kind: 'found', text }),
    save(next) {
      text = Array.from(next).join('');
      saves++;
      return Promise.resolve({ kind: 'saved' });
    },
    setAside() {
      aside = text ?? aside;
      text = undefined;
      return Promise.resolve();
    },
    text: () => text,
    asideText: () => aside,
    saves: () => saves,
    put(next) {
      text = next;
    },
  };
}
