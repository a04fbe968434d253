/**
 * Plays a scenario on a running account.
 *
 * Owns one timer at a time. What the account refuses, because somebody changed it meanwhile, is told
 * and left out.
 */
import type { Controlled } from '../control/control.ts';
import type { Happening, Step } from './step.ts';

export type Played =
  | { readonly kind: 'done'; readonly step: Step }
  /** `message` is a sentence for people. */
  | { readonly kind: 'refused'; readonly step: Step; readonly message: string };

export interface PlayOptions {
  readonly onStep?: (played: Played) => void;
  /** Ends it where it is. */
  readonly signal?: AbortSignal;
  /** For tests. */
  readonly clock?: PlayClock;
}

export interface PlayClock {
  /** Monotonic. */
  nowMs(): number;
  /** Calls back once. Gives how to cancel. */
  after(delayMs: number, callback: () => void): () => void;
}

const realClock: PlayClock = {
  nowMs: () => performance.now(),
  after(delayMs, callback) {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};

/** Times count from the call. Resolves after the last step, or when the signal aborts. */
export async function playScenario(
  sandbox: Controlled,
  steps: readonly Step[],
  { onStep, signal, clock = realClock }: PlayOptions = {},
): Promise<void> {
  const startedMs = clock.nowMs();
  for (const step of steps) {
    await pause(startedMs + step.atMs - clock.nowMs(), clock, signal);
    if (signal?.aborted === true) return;
    onStep?.(await carryOut(sandbox, step));
  }
}

async function carryOut(sandbox: Controlled, step: Step): Promise<Played> {
  try {
    const refusal = await happen(sandbox, step.happening);
    return refusal === undefined ? { kind: 'done', step } : { kind: 'refused', step, message: refusal };
  } catch (error) {
    // A new node's address may be taken.
    return { kind: 'refused', step, message: error instanceof Error ? error.message : String(error) };
  }
}

/** Undefined, or why it did not happen. */
async function happen(sandbox: Controlled, happening: Happening): Promise<string | undefined> {
  switch (happening.kind) {
    case 'change': {
      const result = await sandbox.change(happening.change);
      return result.kind === 'refused' ? result.message : undefined;
    }
    case 'token':
      if (happening.action === 'rotate') sandbox.sql.rotateToken();
      else sandbox.sql.expireTokens();
      return undefined;
    case 'dns-fault':
      sandbox.setFault(happening.fault, happening.scope);
      return undefined;
    case 'sql-fault':
      sandbox.sql.setFault(happening.set);
      return undefined;
    case 'clear-faults':
      sandbox.setFault(undefined);
      sandbox.sql.setFault(undefined);
      return undefined;
    case 'switches':
      await sandbox.setSwitches(happening.changed);
      return undefined;
  }
}

/** Not at all when its time has come. */
function pause(delayMs: number, clock: PlayClock, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted === true || delayMs <= 0) return resolve();
    const done = (): void => {
      cancel();
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const cancel = clock.after(delayMs, done);
    signal?.addEventListener('abort', done, { once: true });
  });
}
