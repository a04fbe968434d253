/**
 * DNS over UDP on 127.0.0.1. Owns its socket.
 */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';

export interface UdpListener {
  readonly port: number;
  close(): Promise<void>;
}

/** Room for bursts of questions: Linux grants up to net.core.rmem_max. */
const receiveBytes = 4 * 1024 * 1024;

/** With port 0 the system chooses. Rejects when the port is taken. */
export async function listenUdp(
  port: number,
  respond: (message: Buffer) => Buffer | undefined,
): Promise<UdpListener> {
  const socket = createSocket({ type: 'udp4', recvBufferSize: receiveBytes });
  socket.bind(port, '127.0.0.1');
  await once(socket, 'listening');
  // A reply that cannot be sent is a lost datagram, as on any network.
  socket.on('error', () => undefined);
  socket.on('message', (message, from) => {
    const reply = respond(message);
    if (reply !== undefined) socket.send(reply, from.port, from.address, () => undefined);
  });
  return {
    port: socket.address().port,
    close: async () => {
      const closed = once(socket, 'close');
      socket.close();
      await closed;
    },
  };
}
