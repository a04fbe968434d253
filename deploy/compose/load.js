/**
 * A load of scrapers on the endpoint, for k6: each asks once a second, mostly for the whole list, sometimes for one
 * pool or one share, and every other time it says what it has (If-None-Match).
 *
 *   k6 run load.js            the endpoint is 127.0.0.1:9003, or SPCS_SD_URL
 */
import { check, sleep } from 'k6';
import http from 'k6/http';

const url = __ENV.SPCS_SD_URL || 'http://127.0.0.1:9003';
const paths = ['/targets', '/targets', '/targets?shard=0&of=3', '/targets?shard=1&of=3', '/targets?pool=web'];

export const options = {
  scenarios: {
    scrapers: {
      executor: 'constant-vus',
      exec: 'ask',
      vus: Number(__ENV.SCRAPERS || 50),
      duration: __ENV.DURATION || '30s',
    },
  },
  thresholds: {
    checks: ['rate==1'],
    http_req_failed: ['rate==0'],
    http_req_duration: ['p(99)<500'],
  },
};

// 304 is an answer, and no failure.
http.setResponseCallback(http.expectedStatuses(200, 304));

/** What this scraper got last, by path. */
const etags = {};

export function ask() {
  const path = paths[__ITER % paths.length];
  const known = __ITER % 2 === 0 ? undefined : etags[path];
  const headers = { Accept: 'application/json', 'Accept-Encoding': 'gzip' };
  if (known !== undefined) headers['If-None-Match'] = known;
  const answer = http.get(`${url}${path}`, { headers });
  if (answer.status === 200) etags[path] = answer.headers['Etag'];
  check(answer, {
    'is a list, or unchanged': ({ status, body }) => status === 304 || JSON.parse(body).length > 0,
    'names what it is': ({ headers: got }) => got['Etag'] !== undefined,
  });
  sleep(1);
}
