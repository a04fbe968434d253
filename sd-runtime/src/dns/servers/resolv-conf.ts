/**
 * The `nameserver` lines of resolv.conf. Search lists and options are not ours: names are absolute.
 *
 * Source: resolv.conf(5).
 */
import { isIP } from 'node:net';
import { serverAddress, type ServerAddress } from './server-address.ts';

/** The C library reads three servers; so do we, so that both ask the same. */
const maxServers = 3;

/** In the order of the file; without any, the local machine, as resolv.conf(5) says. */
export function parseResolvConf(text: string): readonly ServerAddress[] {
  const hosts = text
    .split('\n')
    .map((line) => /^nameserver[ \t]+(?<host>[^ \t#;]+)/.exec(line)?.groups?.['host'] ?? '')
    .filter((host) => isIP(host) !== 0);
  const servers = (hosts.length > 0 ? hosts : ['127.0.0.1']).slice(0, maxServers);
  return servers.map((host) => serverAddress(host, 53));
}
