/** Metrics and alerts count by these words: none may change or go. */
import { expect, test } from 'vitest';
import { listFailureReasons } from './observation.ts';

test('a list fails for one of these reasons', () => {
  expect(listFailureReasons.join(' ')).toBe(
    'credentials unauthorized refused rate-limited server-error timeout unreachable unreadable malformed limit other',
  );
});
