/**
 * Where a DNS server listens: `127.0.0.1:53`, `[::1]:53`, or an address alone for port 53.
 */
import { isIP, isIPv6 } from 'node:net';

export interface ServerAddress {
  readonly host: string;
  readonly port: number;
  /** For people, and equal only for equal servers. */
  readonly text: string;
}

const defaultPort = 53;
const bracketed = /^\[(?<host>[^\]]+)\](?::(?<port>\d{1,5}))?$/;
const plain = /^(?<host>[^:]+)(?::(?<port>\d{1,5}))?$/;

/** Undefined when the text is no address: a server's name cannot be looked up without a server. */
export function parseServerAddress(text: string): ServerAddress | undefined {
  if (isIPv6(text)) return serverAddress(text, defaultPort);
  const parts = (bracketed.exec(text) ?? plain.exec(text))?.groups;
  const host = parts?.['host'] ?? '';
  const port = Number(parts?.['port'] ?? defaultPort);
  const isAddress = text.startsWith('[') ? isIPv6(host) : isIP(host) === 4;
  return isAddress && port >= 1 && port <= 65_535 ? serverAddress(host, port) : undefined;
}

export function serverAddress(host: string, port: number): ServerAddress {
  return { host, port, text: isIPv6(host) ? `[${host}]:${port}` : `${host}:${port}` };
}

/** Throws on the first text that is no address, with what was expected. */
export function parseServerAddresses(texts: readonly string[]): readonly ServerAddress[] {
  return texts.map((text) => {
    const parsed = parseServerAddress(text);
    if (parsed === undefined) {
      throw new TypeError(
        `DNS server ${JSON.stringify(text)}: expected an address such as 127.0.0.1:53 or [::1]:53`,
      );
    }
    return parsed;
  });
}
