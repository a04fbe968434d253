/**
 * Things that were started, ended in the opposite order.
 */

export interface Owner {
  /** Waits for a start, and will end what was started. */
  readonly own: <T>(starting: Promise<T> | T, end: (started: T) => Promise<unknown>) => Promise<T>;
  /** Ends everything. Harmless twice. */
  endAll(): Promise<void>;
}

export function createOwner(): Owner {
  const ends: (() => Promise<unknown>)[] = [];
  return {
    own: async (starting, end) => {
      const started = await starting;
      ends.push(() => end(started));
      return started;
    },
    endAll: async () => {
      for (const end of ends.splice(0).toReversed()) await end();
    },
  };
}
