/**
 * What Node's own client sees of a listener with TLS.
 */
import { request } from 'node:https';
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls';
import type { RequestOptions } from 'node:https';
import type { Pair } from './certificates.ts';

export interface HttpsClient {
  /** The answer's body, or `refused: CODE`. A connection of its own unless an agent is given. */
  ask(port: number, options?: RequestOptions): Promise<string>;
  /** The handshake's result. Rejects when there is none. */
  shake(port: number, options?: ConnectionOptions): Promise<TLSSocket>;
}

/** One that trusts what this authority signed for `localhost`. */
export function httpsClient({ cert: ca }: Pair): HttpsClient {
  const common = { host: '127.0.0.1', servername: 'localhost', ca };
  return {
    ask: (port, options) =>
      new Promise((resolve) => {
        const asked = request({ ...common, port, agent: false, ...options }, (response) => {
          let body = '';
          response.setEncoding('utf8').on('data', (text: string) => (body += text));
          response.on('end', () => resolve(body));
          response.on('error', (error: NodeJS.ErrnoException) => resolve(`broken: ${error.code}`));
        });
        asked.on('error', (error: NodeJS.ErrnoException) => resolve(`refused: ${error.code}`)).end();
      }),
    shake: (port, options) =>
      new Promise((resolve, reject) => {
        const socket = connect({ ...common, port, ...options });
        socket.once('error', reject).once('secureConnect', () => resolve(socket));
      }),
  };
}
