/**
 * nginx with the bytes as a static file, where it is installed.
 */
import { writeFile } from 'node:fs/promises';
import { startOnFreePort, startProcess, untilReady } from '../../../tests/support/process.ts';
import { freeTcpPort } from '../../../tests/support/ports.ts';
import { tempFolder } from '../../../tests/support/temp.ts';
import { findBinary } from '../frame/installed.ts';
import type { Serving } from './servers.ts';

/** Undefined when it is not installed. */
export async function serveByNginx(bytes: Buffer): Promise<Serving | undefined> {
  const binary = findBinary('nginx');
  if (binary === undefined) return undefined;
  const folder = await tempFolder('bench-nginx');
  await writeFile(folder.file('targets'), bytes);
  return startOnFreePort(freeTcpPort, async (port) => {
    const config = `daemon off; worker_processes 1; pid ${folder.file('pid')}; error_log stderr;
      events {}
      http { access_log off; sendfile on; tcp_nopush on; default_type application/json; keepalive_requests 1000000;
        client_body_temp_path ${folder.path}; server { listen 127.0.0.1:${port}; root ${folder.path}; } }`;
    await writeFile(folder.file('nginx.conf'), config);
    const server = await startProcess(binary, ['-p', folder.path, '-c', folder.file('nginx.conf')]);
    await untilReady(server, async () => (await fetch(`http://127.0.0.1:${port}/targets`)).ok);
    const close = (): void => void server.stop().then(() => folder.remove());
    return { port, close };
  });
}
