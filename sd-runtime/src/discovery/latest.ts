/**
 * One value that changes, and any number of readers that each want the newest.
 *
 * A slow reader misses what came in between: it never holds anything up, and nothing piles up.
 */

export interface Latest<T> extends AsyncIterable<T> {
  current(): T;
  set(value: T): void;
  /** Ends every reader, now and later. */
  end(): void;
}

export function createLatest<T>(first: T): Latest<T> {
  let value = first;
  let version = 0;
  let ended = false;
  let wake = (): void => undefined;
  let changed = new Promise<void>((resolve) => (wake = resolve));

  const announce = (): void => {
    const wakeReaders = wake;
    changed = new Promise<void>((resolve) => (wake = resolve));
    wakeReaders();
  };

  async function* read(): AsyncGenerator<T, void, void> {
    let seen = -1;
    while (!ended) {
      if (seen === version) {
        await changed;
      } else {
        seen = version;
        yield value;
      }
    }
  }

  return {
    current: () => value,
    set(next) {
      value = next;
      version++;
      announce();
    },
    end() {
      ended = true;
      announce();
    },
    [Symbol.asyncIterator]: read,
  };
}
