/**
 * The scripted server itself: what it says is what the script says, byte for byte.
 */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect } from 'node:net';
import { decode, encode, type DecodedPacket } from 'dns-packet';
import { describe, expect, onTestFinished, test } from 'vitest';
import { addressRecord, cnameRecord, optRecord, rcodes, soaRecord, srvRecord } from './crafted-message.ts';
import { hostileAnswers } from './hostile-answers.ts';
import { answerTo, readQuery, reply, type Script } from './scripted-query.ts';
import { startScriptedServer, type ScriptedServer } from './scripted-server.ts';

const question = encode({ type: 'query', id: 4711, questions: [{ name: 'P1.internal', type: 'SRV' }] });

async function serve(script: Script): Promise<ScriptedServer> {
  const server = await startScriptedServer(script);
  onTestFinished(() => server.close());
  return server;
}

async function askOverUdp({ port }: ScriptedServer): Promise<Buffer> {
  const socket = createSocket('udp4');
  onTestFinished(() => void socket.close());
  socket.send(question, port, '127.0.0.1');
  const [message] = (await once(socket, 'message')) as [Buffer];
  return message;
}

/** All bytes until the server closes. */
async function askOverTcp({ port }: ScriptedServer): Promise<Buffer> {
  const socket = connect(port, '127.0.0.1');
  socket.write(Buffer.concat([Buffer.from([0, question.length]), question]));
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

describe('a scripted server', () => {
  test('reads the question', async () => {
    const server = await serve((query) => reply(query, {}));
    await askOverUdp(server);
    expect(server.queries).toMatchObject([
      { transport: 'udp', id: 4711, name: 'p1.internal', type: 'SRV', ednsBytes: undefined },
    ]);
  });

  test('over TCP: with its length, in pieces, raw, and closed', async () => {
    const server = await serve((query) => [
      ...reply(query, {}),
      { kind: 'trickle', message: answerTo(query, {}), chunkBytes: 3 },
      { kind: 'raw', bytes: Buffer.from('raw') },
      { kind: 'close' },
    ]);
    const message = answerTo(readQuery(question, 'tcp'), {});
    const framed = Buffer.concat([Buffer.from([0, message.length]), message]);
    expect(await askOverTcp(server)).toEqual(Buffer.concat([framed, framed, Buffer.from('raw')]));
    expect(server.connections()).toBe(1);
  });
});

describe('a crafted message', () => {
  const read = (parts: Parameters<typeof answerTo>[1]): DecodedPacket =>
    decode(answerTo(readQuery(question, 'udp'), parts));

  test('is what dns-packet reads', () => {
    const message = read({
      rcode: rcodes.NXDOMAIN,
      answers: [cnameRecord(undefined, 'a.internal'), srvRecord('n1.internal', 9009)],
      authorities: [soaRecord('internal', 7)],
      additionals: [
        addressRecord('n1.internal', '127.0.0.9'),
        addressRecord('n1.internal', '2001:db8::1'),
        optRecord(),
      ],
    });
    expect(message).toMatchObject({ id: 4711, type: 'response', rcode: 'NXDOMAIN', flag_aa: true });
    expect(message.answers).toMatchObject([
      { name: 'P1.internal', type: 'CNAME', data: 'a.internal' },
      { name: 'P1.internal', type: 'SRV', ttl: 30, data: { port: 9009, target: 'n1.internal' } },
    ]);
    expect(message.authorities).toMatchObject([{ type: 'SOA', data: { minimum: 7 } }]);
    expect(message.additionals).toMatchObject([
      { type: 'A', data: '127.0.0.9' },
      { type: 'AAAA', data: '2001:db8::1' },
      { type: 'OPT', udpPayloadSize: 1232 },
    ]);
  });

  test('may lie about its lengths and counts', () => {
    const query = readQuery(question, 'udp');
    const honest = answerTo(query, { answers: [srvRecord('n1.internal')] });
    const lying = answerTo(query, {
      answers: [srvRecord('n1.internal', 9001, { rdlength: 9 })],
      answerCount: 5,
    });
    expect(lying.length).toBe(honest.length);
    expect(lying.readUInt16BE(6)).toBe(5);
    expect(lying.equals(honest)).toBe(false);
  });
});

test('every hostile answer has a name of its own', () => {
  const names = hostileAnswers.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});
