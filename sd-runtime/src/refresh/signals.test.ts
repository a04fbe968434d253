import { describe, expect, it } from 'vitest';

import { abort, createSignals } from './signals.ts';

describe('signals', () => {
  it('serve one question after the other, and one at a time', () => {
    const signals = createSignals();
    const [first, second] = [signals.borrow(), signals.borrow()];
    expect(first.signal).not.toBe(second.signal);
    signals.giveBack(first);
    expect(signals.borrow().signal).toBe(first.signal);
  });

  it('serve nobody any more once they aborted', () => {
    const signals = createSignals();
    const lease = signals.borrow();
    const reason = new Error('over');
    abort(lease, reason);
    signals.giveBack(lease);
    expect(lease.signal.reason).toBe(reason);
    expect(signals.borrow().signal.aborted).toBe(false);
  });

  it('are replaced now and then, with all that was left on them', () => {
    const signals = createSignals();
    const served = new Set<AbortSignal>();
    for (let question = 0; question < 2500; question++) {
      const lease = signals.borrow();
      served.add(lease.signal);
      signals.giveBack(lease);
    }
    expect(served.size).toBe(3);
  });
});
