import { expect, test } from 'vitest';
import { isKeptByPlugin } from './plugin-filter.ts';

test.each([
  [{ state: 'ACTIVE', owner: 'Role' }, true],
  [{ state: 'active', owner: 'ROLE' }, true],
  [{ state: 'IDLE', owner: 'role' }, false],
  [{ state: 'ACTIVE', owner: 'other' }, false],
  [{ state: 'ACTIVE' }, false],
  [{ owner: 'role' }, false],
])('the plugin keeps a pool with %j: %s', (metadata, expected) => {
  expect(isKeptByPlugin(metadata, 'role')).toBe(expected);
});
