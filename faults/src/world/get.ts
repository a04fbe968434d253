/**
 * One GET with a bound, on a connection of its own. The bound is no expectation: the machine may be busy.
 */
import { request } from 'node:http';

export interface Got {
  readonly status: number;
  readonly body: string;
}

/** Rejects when nobody answers in time, and when the answer ends early. */
export function get(url: string, timeoutMs = 30_000): Promise<Got> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { agent: false, timeout: timeoutMs }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => (body += text));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body })).on('error', reject);
      response.on('aborted', () => reject(new Error(`${url}: the answer was cut`)));
    });
    asked.on('timeout', () => asked.destroy(new Error(`${url}: no answer within ${timeoutMs} ms`)));
    asked.on('error', reject).end();
  });
}
