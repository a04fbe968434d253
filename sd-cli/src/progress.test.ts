/** What a terminal shows while work goes on, and that nothing else ever does. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { paintFor } from './colours.ts';
import { showProgress } from './progress.ts';

const erase = '\r\u001b[2K';
const everywhere = { out: true, err: true };

describe('progress', () => {
  let written = '';
  const err = (text: string): void => void (written += text);
  beforeEach(() => {
    written = '';
    vi.useFakeTimers();
  });
  afterEach(() => vi.useRealTimers());

  test('is one line on a terminal, with its seconds, and is gone at the end', () => {
    let done = 1;
    const progress = showProgress({ err, env: {}, isTty: everywhere }, () => `${done} of 3`);
    expect(written).toBe('');
    vi.advanceTimersByTime(250);
    done = 2;
    vi.advanceTimersByTime(1_000);
    expect(written).toContain(`${erase}1 of 3, 0 s`);
    expect(written.endsWith(`${erase}2 of 3, 1 s`)).toBe(true);
    progress.tell('a line\n');
    expect(written.endsWith(`1 s${erase}a line\n`)).toBe(true);
    vi.advanceTimersByTime(250);
    progress.end();
    expect(written.endsWith(`, 1 s${erase}`)).toBe(true);
    const whole = written;
    progress.end();
    vi.advanceTimersByTime(5_000);
    expect(written).toBe(whole);
  });

  test('leaves nothing of work that was done at once', () => {
    showProgress({ err, env: {}, isTty: everywhere }, () => 'working').end();
    expect(written).toBe('');
  });

  test.each([
    ['in a pipe', {}, { out: true, err: false }],
    ['without a terminal at all', {}, undefined],
    ['on a terminal that cannot', { TERM: 'dumb' }, everywhere],
  ])('is nothing %s', (_, env, isTty) => {
    const progress = showProgress({ err, env, ...(isTty && { isTty }) }, () => 'working');
    vi.advanceTimersByTime(5_000);
    progress.tell('a line\n');
    progress.end();
    expect(written).toBe('a line\n');
  });
});

test.each([
  ['a terminal', { isTty: everywhere, env: {} }, true],
  ['a terminal with an empty NO_COLOR', { isTty: everywhere, env: { NO_COLOR: '' } }, true],
  ['a terminal with NO_COLOR', { isTty: everywhere, env: { NO_COLOR: '1' } }, false],
  ['a terminal that cannot', { isTty: everywhere, env: { TERM: 'dumb' } }, false],
  ['a pipe', { isTty: { out: false, err: true }, env: {} }, false],
  ['nothing', {}, false],
])('colours: %s', (_, terminal, coloured) => {
  expect(paintFor(terminal, 'out')('red', 'x')).toBe(coloured ? '\u001b[31mx\u001b[39m' : 'x');
});
