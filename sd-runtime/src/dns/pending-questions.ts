/**
 * The questions under way on one socket, by message id. Each is settled exactly once.
 */
import { belongsTo, questionEnd } from './question-message.ts';
import { remainingMs, type Ending } from './ending.ts';
import { randomId } from './random-id.ts';

/** What a transport brings back. */
export type Reply =
  | { readonly kind: 'message'; readonly bytes: Buffer }
  | { readonly kind: 'failed'; readonly why: 'timeout' | 'unreachable'; readonly detail: string };

/** A question to send, as encoded, with the name that it asks for. */
export interface Question {
  readonly name: string;
  /** Used for this question alone: its id is written into it. */
  readonly bytes: Buffer;
  readonly timeoutMs: number;
  readonly ending: Ending;
}

export interface Pending {
  readonly question: Question;
  settle(reply: Reply): void;
}

/** Ids must stay hard to guess and quick to find: well below 65,536. */
const maxPending = 32_768;

export interface PendingQuestions {
  readonly size: number;
  /** Starts the clock of a question. Undefined when there are too many. */
  add(question: Question, done: (reply: Reply) => void): Pending | undefined;
  /** Settles the question that the message belongs to; any other message is ignored. */
  accept(message: Buffer): void;
  all(): readonly Pending[];
}

/** `onIgnored`: a message came that belongs to none of them. */
export function createPendingQuestions(onIgnored: () => void): PendingQuestions {
  const byId = new Map<number, Pending>();
  // Answers that belong to no question: the only trace of a forged or confused server.
  let ignored = 0;

  const freeId = (): number => {
    let id = randomId();
    while (byId.has(id)) id = randomId();
    return id;
  };

  const add: PendingQuestions['add'] = (question, done) => {
    if (byId.size >= maxPending) return undefined;
    const id = freeId();
    const ignoredBefore = ignored;
    const settle = (reply: Reply): void => {
      clearTimeout(timer);
      forget();
      byId.delete(id);
      done(reply);
    };
    const timeoutMs = Math.min(question.timeoutMs, remainingMs(question.ending));
    const timer = setTimeout(() => settle(timedOut(timeoutMs, ignored - ignoredBefore)), timeoutMs);
    const forget = question.ending.onCancel(() => settle(cancelledReply));
    question.bytes.writeUInt16BE(id, 0);
    const pending = { question, settle };
    byId.set(id, pending);
    return pending;
  };

  return {
    get size() {
      return byId.size;
    },
    add,
    accept: (message) => {
      const pending = message.length < 2 ? undefined : byId.get(message.readUInt16BE(0));
      const matches =
        pending !== undefined &&
        belongsTo(message, pending.question.bytes, questionEnd(pending.question.name));
      if (matches) pending.settle({ kind: 'message', bytes: message });
      else {
        ignored += 1;
        onIgnored();
      }
    },
    all: () => [...byId.values()],
  };
}

const cancelledReply: Reply = { kind: 'failed', why: 'timeout', detail: 'cancelled' };

function timedOut(timeoutMs: number, ignored: number): Reply {
  const others = ignored === 0 ? '' : `; ${ignored} messages that answer no question were ignored`;
  return { kind: 'failed', why: 'timeout', detail: `no answer within ${Math.round(timeoutMs)} ms${others}` };
}

export function unreachable(detail: string): Reply {
  return { kind: 'failed', why: 'unreachable', detail };
}
