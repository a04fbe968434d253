/**
 * Names that failed and wait to be asked again, in three orders over the same names.
 *
 * No order alone is good for all: by due time, one name that lost a packet waits behind thousands that
 * have been silent for hours; by last answer, those thousands might never be asked again. Whoever
 * takes a name says by which order, and a name taken by one is gone from all.
 */
import { createDueQueue } from './due-queue.ts';

/**
 * `longest-due` starves nobody. `latest-answer` finds first those that failed by accident.
 * `quick-look` goes round all of them, sooner than they get the time for a slow answer.
 */
export type FailingOrder = 'longest-due' | 'latest-answer' | 'quick-look';

export interface FailingName {
  readonly name: string;
  readonly dueAtMs: number;
  /** When a quick look is due. */
  readonly lookAtMs: number;
  /** When it last answered; -Infinity for a name that never did. */
  readonly answeredAtMs: number;
}

export interface FailingNames {
  /** Puts in a name that is not there. O(log n). */
  add(failing: FailingName): void;
  /** O(log n). */
  delete(name: string): void;
  /** Takes out the first name of this order that is due at `nowMs`. Times never go back. O(log n). */
  take(order: FailingOrder, nowMs: number): FailingName | undefined;
  /** When the order has a name that is due; Infinity when it never has. O(1). */
  firstDueMs(order: FailingOrder): number;
}

export function createFailingNames(): FailingNames {
  const waiting = new Map<string, FailingName>();
  const byDueTime = createDueQueue();
  const byLookTime = createDueQueue();
  // A name is in one of these two: the latest answer counts only among names that are due.
  const notYetDue = createDueQueue();
  const byAnswer = createDueQueue();

  const ripen = (nowMs: number): void => {
    for (let name = notYetDue.takeDue(nowMs); name !== undefined; name = notYetDue.takeDue(nowMs)) {
      // The latest answer has the smallest key.
      byAnswer.set(name, -(waiting.get(name)?.answeredAtMs ?? Number.NEGATIVE_INFINITY));
    }
  };

  const remove = (name: string): void => {
    waiting.delete(name);
    for (const queue of [byDueTime, byLookTime, notYetDue, byAnswer]) queue.delete(name);
  };

  const takeName = (order: FailingOrder, nowMs: number): string | undefined => {
    switch (order) {
      case 'longest-due':
        return byDueTime.takeDue(nowMs);
      case 'latest-answer':
        ripen(nowMs);
        return byAnswer.takeDue(Number.POSITIVE_INFINITY);
      case 'quick-look':
        return byLookTime.takeDue(nowMs);
    }
  };

  return {
    add(failing) {
      const { name, dueAtMs, lookAtMs } = failing;
      waiting.set(name, failing);
      byDueTime.set(name, dueAtMs);
      notYetDue.set(name, dueAtMs);
      byLookTime.set(name, lookAtMs);
    },
    delete: remove,
    take(order, nowMs) {
      const name = takeName(order, nowMs);
      const failing = name === undefined ? undefined : waiting.get(name);
      if (failing !== undefined) remove(failing.name);
      return failing;
    },
    firstDueMs: (order) => (order === 'quick-look' ? byLookTime : byDueTime).firstDueMs(),
  };
}
