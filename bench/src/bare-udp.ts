/**
 * The least that a DNS client on `node:dgram` can do: it sends questions that are ready and counts what comes
 * back, looking at its response code alone. What is between this and dnsperf is Node's price for a datagram.
 */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

/** For all answers together; a lost one is never asked again. */
const boundMs = 10_000;

export interface BareLoad {
  readonly port: number;
  readonly names: readonly string[];
  readonly atOnce: number;
  readonly passes: number;
}

/** SRV with EDNS (RFC 1035, section 4; RFC 6891, section 6.1). Its identifier is its number. */
function questionBytes(name: string, id: number): Buffer {
  const labels = name.split('.').map((label) => Buffer.from(` ${label}`, 'latin1'));
  for (const label of labels) label[0] = label.length - 1;
  const head = Buffer.from([id >> 8, id & 255, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1]);
  const [srv, inClass, opt, bytes] = [
    [0, 33],
    [0, 1],
    [0, 0, 41],
    [1232 >> 8, 1232 & 255],
  ] as const;
  const tail = Buffer.from([0, ...srv, ...inClass, ...opt, ...bytes, 0, 0, 0, 0, 0, 0]);
  return Buffer.concat([head, ...labels, tail]);
}

/** Answers a second, one socket. Throws when one is missing. */
export async function bareUdpRate({ port, names, atOnce, passes }: BareLoad): Promise<number> {
  const questions = names.map(questionBytes);
  const socket = createSocket({ type: 'udp4', recvBufferSize: 4 << 20 });
  socket.connect(port, '127.0.0.1');
  await once(socket, 'connect');
  const all = names.length * passes;
  let [sent, answered] = [0, 0];
  const send = (): void => {
    const question = questions[sent++ % questions.length];
    if (sent <= all && question !== undefined) socket.send(question);
  };
  const ending = new AbortController();
  const startMs = performance.now();
  try {
    const done = new Promise<void>((resolve, reject) => {
      socket.on('message', (message) => {
        const responseCode = message.readUInt8(3) & 15;
        if (responseCode !== 0) reject(new Error(`response code ${responseCode} over UDP`));
        answered += 1;
        if (answered === all) resolve();
        send();
      });
    });
    for (let one = 0; one < atOnce; one++) send();
    await Promise.race([done, delay(boundMs, undefined, { signal: ending.signal }).catch(() => undefined)]);
    if (answered < all) throw new Error(`${answered} of ${all} answers over UDP`);
    return (all * 1000) / (performance.now() - startMs);
  } finally {
    ending.abort();
    socket.close();
  }
}
