/**
 * The thing that is judged: an HTTP-SD endpoint or a file_sd file, read as its consumers read it.
 */
import { readFile } from 'node:fs/promises';
import { exchange } from './http-exchange.ts';
import { readList, type Reading } from './reading.ts';

export interface Endpoint {
  /** For people. */
  readonly name: string;
  /** Never rejects. */
  read(): Promise<Reading>;
}

/** As Prometheus asks. */
export const scraperHeaders = {
  accept: 'application/json',
  'user-agent': 'Prometheus/3.14.0',
  'x-prometheus-refresh-interval-seconds': '60',
} as const;

export function httpEndpoint(url: URL): Endpoint {
  return {
    name: url.href,
    async read() {
      try {
        const { status, headers, body } = await exchange(url, { headers: scraperHeaders });
        if (status === 200) return readList(body.toString('utf8'));
        if (status === 503 && headers['retry-after'] !== undefined) {
          return { kind: 'none', why: `status 503: ${body.toString('utf8').slice(0, 200)}` };
        }
        return { kind: 'broken', why: `status ${status}${status === 503 ? ' without Retry-After' : ''}` };
      } catch (error) {
        return { kind: 'broken', why: `no answer: ${messageOf(error)}` };
      }
    },
  };
}

export function fileEndpoint(path: string): Endpoint {
  return {
    name: path,
    async read() {
      try {
        return readList(await readFile(path, 'utf8'));
      } catch (error) {
        return { kind: 'none', why: messageOf(error) };
      }
    },
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
