/**
 * Requests that someone wrote to see what breaks: right ones, nearly right ones, and bytes.
 */
import fc from 'fast-check';

/** Stands wherever a client can put a text, so that it can be looked for where it must not come out. */
export const marker = 'Zq9xMarker';

const method = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'OPTIONS', 'DELETE', 'TRACE', 'PATCH'),
  },
  fc.constantFrom('CONNECT', 'PRI', 'get', marker, '', 'GET\t', `GET ${marker}`),
);

const piece = fc.oneof(
  fc.constantFrom(
    'targets',
    'metrics',
    '-/healthy',
    '-/ready',
    '-/reload',
    'status',
    'api/v1/pools',
    '..',
    '',
  ),
  fc.constantFrom(
    marker,
    `%0d%0aX-${marker}:%20x`,
    `<script>${marker}</script>`,
    '%00',
    '%',
    '%ff',
    '\u00e9',
    '%2e%2e',
  ),
  fc.constantFrom('__proto__', 'constructor', ';', '\\', '*', '\u0000', '\r\n', '\t', 'x'.repeat(9_000)),
);

const parameter = fc.tuple(
  fc.constantFrom('pool', 'shard', 'of', '__proto__', marker, 'pool[]', ''),
  fc.constantFrom(
    'a',
    '',
    '0',
    '-1',
    '1e9',
    '9'.repeat(400),
    marker,
    `%0aX:${marker}`,
    '%',
    '\u0000',
    '\u20ac',
    '<b>',
  ),
);

const target = fc.oneof(
  { weight: 6, arbitrary: fc.array(piece, { maxLength: 3 }).map((pieces) => `/${pieces.join('/')}`) },
  fc.constantFrom(
    '*',
    '',
    `http://${marker}/targets`,
    '//targets',
    'targets',
    '/ /',
    `${marker}:80`,
    'javascript:1',
  ),
);

const url = fc
  .tuple(target, fc.array(parameter, { maxLength: 4 }))
  .map(([path, query]) =>
    query.length === 0 ? path : `${path}?${query.map((pair) => pair.join('=')).join('&')}`,
  );

const header = fc.tuple(
  fc.oneof(
    fc.constantFrom(
      'Host',
      'Content-Length',
      'Transfer-Encoding',
      'Connection',
      'Expect',
      'Upgrade',
      'Accept',
    ),
    fc.constantFrom('Authorization', 'Accept-Encoding', 'If-None-Match', 'Range', 'Cookie', 'Trailer', 'TE'),
    fc.constantFrom(
      'X-Forwarded-For',
      'X-Prometheus-Refresh-Interval-Seconds',
      '__proto__',
      marker,
      '',
      'a b',
      ' X',
    ),
  ),
  fc.oneof(
    fc.constantFrom(
      'x',
      '',
      '0',
      '5',
      '-1',
      '1e3',
      '99999999999999999999',
      '*',
      'close',
      'keep-alive',
      'upgrade',
    ),
    fc.constantFrom(
      'chunked',
      'identity',
      'chunked, chunked',
      'gzip',
      'gzip;q=0, *;q=0',
      'gzip;q=9',
      'h2c',
      '100-continue',
    ),
    fc.constantFrom(
      'Basic',
      `Basic ${marker}`,
      'Basic Og==',
      `Bearer ${marker}`,
      'text/html',
      '"',
      'W/"x", *',
      'bytes=0-',
    ),
    fc.constantFrom(
      marker,
      `${marker}\r\n${marker}: y`,
      `a\n${marker}: y`,
      `a\r${marker}`,
      '\u0000',
      'y'.repeat(20_000),
    ),
  ),
);

const body = fc.oneof(
  { weight: 2, arbitrary: fc.constant('') },
  fc.constantFrom(
    '5\r\nhello\r\n0\r\n\r\n',
    'ffffffffffffffff\r\n',
    '5;ext=1\r\nhel',
    '-1\r\n',
    'hello',
    '0\r\nX: y\r\n\r\n',
  ),
  fc.constantFrom('b'.repeat(100_000), `POST /-/reload HTTP/1.1\r\nHost: ${marker}\r\n\r\n`),
);

const version = fc.oneof(
  { weight: 6, arbitrary: fc.constant('HTTP/1.1') },
  fc.constantFrom('HTTP/1.0', 'HTTP/0.9', 'HTTP/2.0', 'HTTP/1.1 ', 'http/1.1', marker, ''),
);

const request = fc
  .tuple(method, url, version, fc.boolean(), fc.array(header, { maxLength: 6 }), body)
  .map(([verb, path, protocol, hasHost, headers, rest]) => {
    const lines = headers.map(([name, value]) => `${name}: ${value}`);
    const head = [`${verb} ${path} ${protocol}`, ...(hasHost ? ['Host: x'] : []), ...lines, '', ''];
    return Buffer.from(`${head.join('\r\n')}${rest}`, 'latin1');
  });

/** Some bytes are others than they were. */
const damaged = fc
  .tuple(request, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 5 }))
  .map(([bytes, changes]) => {
    const copy = Buffer.from(bytes);
    for (const [at, value] of changes) copy[at % copy.length] = value;
    return copy;
  });

/** What one connection sends, in as many pieces: requests one after the other, or no request at all. */
export const hostileBytes: fc.Arbitrary<readonly Buffer[]> = fc.oneof(
  { weight: 6, arbitrary: fc.array(request, { minLength: 1, maxLength: 3 }) },
  { weight: 3, arbitrary: fc.array(damaged, { minLength: 1, maxLength: 3 }) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }).map((bytes) => [Buffer.from(bytes)]) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(request, fc.nat(200))
      .map(([bytes, at]) => [bytes.subarray(0, at), bytes.subarray(at)]),
  },
);

const knownPath = fc.constantFrom(
  '/',
  '/targets',
  '/status',
  '/metrics',
  '/api/v1/pools',
  '/-/healthy',
  '/-/ready',
);
const legalPath = fc.oneof(
  knownPath,
  fc.constantFrom('/%', '/%ff', '/..', `/${marker}`, '/__proto__', '//x', '/-/reload'),
);
const legalQuery = fc.constantFrom(
  '',
  '?%',
  '?pool=%ff',
  `?pool=${marker}`,
  '?shard=x&of=y',
  '?__proto__=1',
  '?&&=',
  '?pool=a',
);
const legalHeader = fc.constantFrom(
  'Accept: text/html',
  'Accept: ;;q=,',
  'Accept-Encoding: gzip;q=x',
  'Accept-Encoding: ,',
  'Authorization: Basic',
  `Authorization: Bearer ${marker}`,
  `Cookie: __proto__=${marker}; theme=%`,
  `If-None-Match: W/"${marker}`,
  'Range: bytes=-1',
  'TE: trailers',
  'Via: 1.1 x',
  `X-Forwarded-Host: ${marker}`,
  'X-Prometheus-Refresh-Interval-Seconds: NaN',
);

/** One request that HTTP allows, so that it must be answered; `Connection: close` is in it. */
export const legalRequest: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom('GET', 'GET', 'GET', 'HEAD', 'POST', 'PUT', 'OPTIONS', 'DELETE'),
    legalPath,
    legalQuery,
    fc.array(legalHeader, { maxLength: 4 }),
  )
  .map(([verb, path, query, headers]) =>
    [`${verb} ${path}${query} HTTP/1.1`, 'Host: x', 'Connection: close', ...headers, '', ''].join('\r\n'),
  );
