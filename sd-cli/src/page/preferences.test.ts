/** Who gets the page, and who gets gzip. */
import { expect, test } from 'vitest';
import { acceptsGzip, prefersHtml } from './preferences.ts';

test.each([
  ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', true], // browsers
  ['text/html', true],
  ['TEXT/HTML ; Q=0.5 , application/json;q=0.4', true],
  ['text/*', true],
  ['application/json;q=0, */*', true],
  ['text/html;level=1;q=0.9, application/json;q=0.1', true],
  [undefined, false],
  ['', false],
  ['*/*', false], // curl
  ['application/json', false], // Prometheus
  ['application/json, text/html', false],
  ['application/json;q=0.9, text/html;q=0.8', false],
  ['text/html;q=0', false],
  ['text/html;q=0, */*', false],
  ['text/html;q=nonsense', false],
  ['text/plain', false],
  [',;q=1,,', false],
])('%s prefers HTML: %s', (accept, expected) => {
  expect(prefersHtml(accept)).toBe(expected);
});

test.each([
  ['gzip, deflate, br', true],
  ['*', true],
  ['x-gzip', true],
  ['gzip;q=0.5, identity;q=0.4', true],
  [undefined, false],
  ['br', false],
  ['gzip;q=0', false],
  ['gzip;q=0, *', false],
  ['identity, gzip;q=0.5', false],
])('%s asks for gzip: %s', (acceptEncoding, expected) => {
  expect(acceptsGzip(acceptEncoding)).toBe(expected);
});
