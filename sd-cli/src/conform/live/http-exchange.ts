/**
 * One HTTP exchange as it is on the wire: no header is added, nothing is unpacked or followed.
 */
import { request as requestPlain, type IncomingHttpHeaders } from 'node:http';
import { request as requestTls } from 'node:https';

export interface Exchange {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface ExchangeOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Prometheus waits as long as its interval; an answer that takes longer than this does no upstream work honestly. */
const timeoutMs = 10_000;

/** Rejects when there is no answer, with a sentence for people. Status codes are answers. */
export function exchange(
  url: URL,
  { method = 'GET', headers = {} }: ExchangeOptions = {},
): Promise<Exchange> {
  const request = url.protocol === 'https:' ? requestTls : requestPlain;
  return new Promise((resolve, reject) => {
    const asked = request(url, { method, headers, agent: false, timeout: timeoutMs }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('error', reject);
      response.once('end', () => {
        const { statusCode = 0, headers: received } = response;
        resolve({ status: statusCode, headers: received, body: Buffer.concat(chunks) });
      });
    });
    asked.once('timeout', () => asked.destroy(new Error(`no answer within ${timeoutMs / 1000} s`)));
    asked.once('error', reject);
    asked.end();
  });
}
