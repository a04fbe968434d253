import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { createDueQueue } from './due-queue.ts';
import type { DueQueue } from './due-queue.ts';

const drain = (queue: DueQueue, nowMs: number): readonly string[] => {
  const names: string[] = [];
  for (let name = queue.takeDue(nowMs); name !== undefined; name = queue.takeDue(nowMs)) names.push(name);
  return names;
};

describe('a due queue', () => {
  it('gives nothing before it is due', () => {
    const queue = createDueQueue();
    queue.set('a', 10);
    expect(queue.takeDue(9)).toBeUndefined();
    expect(queue.takeDue(10)).toBe('a');
    expect(queue.takeDue(10)).toBeUndefined();
  });

  it('keeps the order of arrival among names due together', () => {
    const queue = createDueQueue();
    for (const name of ['d', 'a', 'c', 'b']) queue.set(name, 5);
    expect(drain(queue, 5)).toEqual(['d', 'a', 'c', 'b']);
  });

  it('moves a name and takes one out', () => {
    const queue = createDueQueue();
    queue.set('a', 1);
    queue.set('b', 2);
    queue.set('c', 3);
    queue.set('a', 4);
    expect(queue.delete('b')).toBe(true);
    expect(queue.delete('b')).toBe(false);
    expect(queue.dueAtMs('a')).toBe(4);
    expect(queue.dueAtMs('b')).toBeUndefined();
    expect(queue.firstDueMs()).toBe(3);
    expect(drain(queue, Infinity)).toEqual(['c', 'a']);
    expect(queue.firstDueMs()).toBe(Infinity);
  });

  it('does the same as a sorted list, whatever is done to it', () => {
    const name = fc.nat(15).map(String);
    const action = fc.oneof(
      fc.record({ kind: fc.constant('set' as const), name, atMs: fc.nat(20) }),
      fc.record({ kind: fc.constant('delete' as const), name }),
      fc.record({ kind: fc.constant('take' as const), atMs: fc.nat(20) }),
    );
    fc.assert(
      fc.property(fc.array(action, { maxLength: 200 }), (actions) => {
        const queue = createDueQueue();
        // The model: in order of arrival, so that a stable sort breaks ties as promised.
        let model: { name: string; atMs: number }[] = [];
        for (const action of actions) {
          if (action.kind === 'take') {
            const due = model
              .filter(({ atMs }) => atMs <= action.atMs)
              .toSorted((a, b) => a.atMs - b.atMs)[0];
            expect(queue.takeDue(action.atMs)).toBe(due?.name);
            model = model.filter((entry) => entry !== due);
          } else {
            model = model.filter((entry) => entry.name !== action.name);
            if (action.kind === 'set') {
              model.push({ name: action.name, atMs: action.atMs });
              queue.set(action.name, action.atMs);
            } else queue.delete(action.name);
          }
          expect(queue.size).toBe(model.length);
          expect(queue.firstDueMs()).toBe(Math.min(...model.map(({ atMs }) => atMs)));
        }
      }),
    );
  });
});
