import { describe, expect, test } from 'vitest';
import { chooseCoding } from './accept-encoding.ts';

describe('the coding a client gets', () => {
  test.each([
    [undefined, 'identity'],
    ['', 'identity'],
    ['gzip', 'gzip'],
    ['GZIP', 'gzip'],
    ['x-gzip', 'gzip'],
    ['br, deflate', 'identity'],
    ['deflate, gzip;q=1.0, *;q=0.5', 'gzip'],
    ['gzip;q=0', 'identity'],
    ['gzip;q=0.000', 'identity'],
    ['gzip;q=0.001', 'gzip'],
    ['gzip ; q=0.8', 'gzip'],
    ['gzip;q=0.5, identity', 'identity'],
    ['gzip;q=0.5, identity;q=0.5', 'gzip'],
    ['gzip, identity;q=0.5', 'gzip'],
    ['*', 'gzip'],
    ['*;q=0.1', 'gzip'],
    ['*;q=0', 'none'],
    ['*;q=0, identity', 'identity'],
    ['*;q=0, gzip', 'gzip'],
    ['gzip;q=0, *', 'identity'],
    ['identity;q=0', 'none'],
    ['identity;q=0, gzip', 'gzip'],
    ['identity;q=0, br', 'none'],
    ['identity;q=0, *', 'gzip'],
    ['gzip;q=2', 'identity'],
    ['gzip;q=', 'identity'],
    ['gzip;level=9', 'identity'],
    [', ,gzip,', 'gzip'],
  ] as const)('%j gives %s', (header, coding) => {
    expect(chooseCoding(header)).toBe(coding);
  });
});
