/**
 * Certificates made when a test runs: an authority, and what it signs. Good for a day.
 *
 * Made by openssl, so that what our TLS is tested with does not come from Node.
 */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { pathOf } from './needs.ts';
import type { TempFolder } from './temp.ts';

const execute = promisify(execFile);

/** Files in PEM, and their content. */
export interface Pair {
  readonly certFile: string;
  readonly keyFile: string;
  readonly cert: string;
  readonly key: string;
}

export interface CertificateOptions {
  /** In openssl's form: `DNS:localhost,IP:127.0.0.1`. Default: none. */
  readonly names?: string;
  /** Default: both server and client. */
  readonly use?: 'serverAuth' | 'clientAuth';
  /** Default: by itself. */
  readonly issuer?: Pair;
}

/** Writes `NAME.pem` and `NAME.key` into the folder. */
export async function makeCertificate(
  folder: TempFolder,
  name: string,
  { names, use, issuer }: CertificateOptions = {},
): Promise<Pair> {
  const certFile = folder.file(`${name}.pem`);
  const keyFile = folder.file(`${name}.key`);
  const extensions = [
    `basicConstraints=critical,CA:${issuer === undefined ? 'TRUE' : 'FALSE'}`,
    ...(names === undefined ? [] : [`subjectAltName=${names}`]),
    ...(use === undefined ? [] : [`extendedKeyUsage=${use}`]),
  ];
  const request = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  const output = ['-keyout', keyFile, '-out', certFile, '-subj', `/CN=${name}`, '-days', '1'];
  const signing = issuer === undefined ? [] : ['-CA', issuer.certFile, '-CAkey', issuer.keyFile];
  const added = extensions.flatMap((extension) => ['-addext', extension]);
  await execute(pathOf('openssl'), [...request, ...output, ...signing, ...added]);
  const [cert, key] = await Promise.all([readFile(certFile, 'utf8'), readFile(keyFile, 'utf8')]);
  return { certFile, keyFile, cert, key };
}
