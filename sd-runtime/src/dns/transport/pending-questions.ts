/**
 * The questions under way on one socket, by message id. Each is settled exactly once.
 */
import { createAlarm } from './alarm.ts';
import { offCancel, onCancel, remainingMs, type Ending } from '../ending.ts';
import { belongsTo } from '../message/question-message.ts';
import { randomId } from './random-id.ts';

/** What a transport brings back. */
export type Reply =
  /** The bytes are lent: they change when `done` has returned. */
  | { readonly kind: 'message'; readonly bytes: Buffer }
  | { readonly kind: 'failed'; readonly why: 'timeout' | 'unreachable'; readonly detail: string };

/** A question to send, as encoded. */
export interface Question {
  /** Used for this question alone: its id is written into it. */
  readonly bytes: Buffer;
  /** Where its question section ends. */
  readonly endsAt: number;
  readonly timeoutMs: number;
  readonly ending: Ending;
  /** Called once. Must not throw. */
  readonly done: (reply: Reply) => void;
}

export interface Pending {
  readonly question: Question;
  readonly id: number;
  readonly askedMs: number;
  readonly dueMs: number;
  /** How many messages had answered no question by then. */
  readonly ignoredBefore: number;
  /** What the lookup's end calls. */
  readonly cancel: () => void;
}

/** Ids must stay hard to guess and quick to find: well below 65,536. */
const maxPending = 32_768;

export interface PendingQuestions {
  /** Starts the clock of a question. Undefined when there are too many: then it is settled. */
  add(question: Question): Pending | undefined;
  /** Settles the question that the message belongs to; any other message is ignored. */
  accept(message: Buffer): void;
  settle(pending: Pending, reply: Reply): void;
  all(): readonly Pending[];
}

export interface PendingEvents {
  /** A message came that belongs to none of them. */
  readonly onIgnored: () => void;
  /** After a question was settled for want of an answer. */
  readonly onTimeout?: (pending: Pending) => void;
  /** The last question was settled. */
  readonly onEmpty?: () => void;
}

export function createPendingQuestions({ onIgnored, onTimeout, onEmpty }: PendingEvents): PendingQuestions {
  const byId = new Map<number, Pending>();
  // Answers that belong to no question: the only trace of a forged or confused server.
  let ignored = 0;

  const freeId = (): number => {
    let id = randomId();
    while (byId.has(id)) id = randomId();
    return id;
  };

  const settle = (pending: Pending, reply: Reply): void => {
    const { question, id, cancel } = pending;
    offCancel(question.ending, cancel);
    byId.delete(id);
    question.done(reply);
    if (byId.size > 0) return;
    alarm.stop();
    onEmpty?.();
  };

  const alarm = createAlarm((nowMs) => {
    let nextMs = Infinity;
    for (const pending of byId.values()) {
      if (pending.dueMs > nowMs) {
        nextMs = Math.min(nextMs, pending.dueMs);
        continue;
      }
      settle(pending, timedOut(pending.dueMs - pending.askedMs, ignored - pending.ignoredBefore));
      onTimeout?.(pending);
    }
    return nextMs;
  });

  const add: PendingQuestions['add'] = (question) => {
    if (byId.size >= maxPending) {
      question.done(unreachable('too many questions under way'));
      return undefined;
    }
    const askedMs = performance.now();
    const id = freeId();
    const pending: Pending = {
      question,
      id,
      askedMs,
      dueMs: askedMs + Math.min(question.timeoutMs, remainingMs(question.ending, askedMs)),
      ignoredBefore: ignored,
      cancel: () => settle(pending, cancelledReply),
    };
    onCancel(question.ending, pending.cancel);
    question.bytes[0] = id >> 8;
    question.bytes[1] = id & 0xff;
    byId.set(id, pending);
    alarm.by(pending.dueMs);
    return pending;
  };

  return {
    add,
    settle,
    accept: (message) => {
      const pending = message.length < 2 ? undefined : byId.get(message.readUInt16BE(0));
      const matches =
        pending !== undefined && belongsTo(message, pending.question.bytes, pending.question.endsAt);
      if (matches) settle(pending, { kind: 'message', bytes: message });
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
