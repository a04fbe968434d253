/**
 * The front of this moment and those before it, whose connections come to their end.
 */
import type { Socket } from 'node:net';
import { isAmong } from '../web-config/secret-digest.ts';
import type { TlsSetup } from '../web-config/web-setup.ts';
import { createFront, type Front, type FrontOptions } from './front.ts';

export interface Fronts {
  accept(socket: Socket): void;
  /** Other rules for connections from now on. The same ones change nothing. */
  use(tls: TlsSetup | undefined): void;
  /** Resolves when no connection is left; those that are after the bound are cut. */
  retire(withinMs: number): Promise<void>;
}

/** A scrape that began under the old rules may end. */
const replacedMs = 60_000;

export function createFronts(options: Omit<FrontOptions, 'tls'>, first: TlsSetup | undefined): Fronts {
  let tls = first;
  let front = createFront({ ...options, tls });
  const earlier = new Set<Front>();

  const replace = (): void => {
    const old = front;
    earlier.add(old);
    front = createFront({ ...options, tls });
    void old.retire(replacedMs).then(() => earlier.delete(old));
  };

  return {
    accept: (socket) => front.accept(socket),
    use: (next) => {
      const isSame = tls === undefined ? next === undefined : next && isAmong(next.digest, [tls.digest]);
      tls = next;
      if (isSame !== true) replace();
    },
    retire: async (withinMs) => {
      await Promise.all([front, ...earlier].map((each) => each.retire(withinMs)));
    },
  };
}
