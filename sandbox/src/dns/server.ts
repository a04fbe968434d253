/**
 * An authoritative DNS server for one zone, over UDP and TCP on one port of 127.0.0.1.
 *
 * What it says is decided in `respond`; what it serves is replaced whole.
 */
import { noFaults, type DnsFaults } from './fault.ts';
import { respond, type Served } from './respond.ts';
import { listenTcp, type TcpListener } from './tcp-listener.ts';
import { listenUdp, type UdpListener } from './udp-listener.ts';
import type { Zone } from './zone.ts';
import { zoneIndex } from './zone-index.ts';

export interface DnsServer {
  readonly port: number;
  /** `127.0.0.1:port`, as `dns.servers` takes it. */
  readonly address: string;
  /** Serves another zone from the next question on. O(records). */
  serve(zone: Zone): void;
  /** Misbehaves from the next question on, until told otherwise. */
  misbehave(faults: DnsFaults): void;
  close(): Promise<void>;
}

type Respond = (message: Buffer, transport: 'udp' | 'tcp') => Buffer | undefined;

/** How often a port that the system chose for UDP may be taken for TCP. */
const maxAttempts = 10;

async function listenBoth(
  port: number,
  respondTo: Respond,
): Promise<{ readonly udp: UdpListener; readonly tcp: TcpListener }> {
  for (let attempt = 1; ; attempt++) {
    const udp = await listenUdp(port, (message) => respondTo(message, 'udp'));
    try {
      return { udp, tcp: await listenTcp(udp.port, (message) => respondTo(message, 'tcp')) };
    } catch (error) {
      await udp.close();
      if (port !== 0 || attempt === maxAttempts) throw error;
    }
  }
}

/** Starts on `port`; with 0 the system chooses. Rejects when the port is taken. */
export async function startDnsServer(zone: Zone, port: number): Promise<DnsServer> {
  let served: Served = { index: zoneIndex(zone), faults: noFaults };
  const { udp, tcp } = await listenBoth(port, (message, transport) => respond(served, message, transport));
  return {
    port: udp.port,
    address: `127.0.0.1:${udp.port}`,
    serve: (next) => {
      served = { ...served, index: zoneIndex(next) };
    },
    misbehave: (faults) => {
      served = { ...served, faults };
    },
    close: async () => {
      await Promise.all([udp.close(), tcp.close()]);
    },
  };
}
