/**
 * One reply for all who ask at about the same time, so that asking often costs no more than a share of
 * the processor.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Reply } from './reply.ts';

/** After each making there is a pause of so many times as long: a fifth of the time at most goes into it. */
const pauseFactor = 4;

/**
 * Nobody gets a reply that was begun before they asked. Whoever asks during a making or the pause after
 * it waits for the next one, with all the others. Rejects as `make` does.
 */
export function sharedReply(
  make: () => Promise<Reply>,
  nowMs: () => number = () => performance.now(),
): () => Promise<Reply> {
  let rested: Promise<unknown> = Promise.resolve();
  let next: Promise<Reply> | undefined;

  const begin = async (): Promise<Reply> => {
    next = undefined;
    const startMs = nowMs();
    const made = make();
    const pause = (): Promise<void> => delay((nowMs() - startMs) * pauseFactor, undefined, { ref: false });
    rested = made.then(pause, pause);
    const reply = await made;
    // Encoded once: those who take it slowly share the bytes too.
    return { ...reply, body: typeof reply.body === 'string' ? Buffer.from(reply.body) : reply.body };
  };

  return () => {
    next ??= rested.then(begin);
    return next;
  };
}
