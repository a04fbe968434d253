/**
 * Whether certificates, keys and authorities are what they should be and belong together.
 *
 * Node would often say so only when the first client comes, and in OpenSSL's words. Pure.
 */
import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import type { Finding } from '../config/finding.ts';
import { messageOf } from '../errors.ts';
import type { Source, TlsLimits } from './web-settings.ts';

/** A text and where it is from. */
export interface Material {
  readonly source: Source;
  readonly text: string;
}

export interface TlsMaterial {
  readonly cert: Material;
  readonly key: Material;
  readonly clientCa: Material | undefined;
}

export type CheckedMaterial =
  /** `expiresAtMs`: since 1970, of the server's own certificate. */
  | { readonly kind: 'good'; readonly expiresAtMs: number }
  | { readonly kind: 'bad'; readonly findings: readonly Finding[] };

export function checkMaterial({ cert, key, clientCa }: TlsMaterial, limits: TlsLimits): CheckedMaterial {
  const certificates = certificatesIn(cert);
  const privateKey = privateKeyIn(key);
  const authorities = clientCa === undefined ? [] : certificatesIn(clientCa);
  const findings = [certificates, privateKey, authorities].flatMap((part) => ('path' in part ? [part] : []));
  const own = 'path' in certificates ? undefined : certificates[0];
  if (own === undefined || 'path' in privateKey || findings.length > 0) return { kind: 'bad', findings };
  const unusable = pairFinding(own, privateKey, key) ?? nodeFinding({ cert, key, clientCa }, limits);
  if (unusable !== undefined) return { kind: 'bad', findings: [unusable] };
  return { kind: 'good', expiresAtMs: Date.parse(own.validTo) };
}

const pemCertificate = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

function certificatesIn({ source, text }: Material): readonly X509Certificate[] | Finding {
  const blocks = text.match(pemCertificate) ?? [];
  if (blocks.length === 0) return wrong(source, 'certificates in PEM', 'none');
  try {
    return blocks.map((block) => new X509Certificate(block));
  } catch {
    return wrong(source, 'certificates in PEM', 'one that cannot be read');
  }
}

function privateKeyIn({ source, text }: Material): KeyObject | Finding {
  const expected = 'a private key in PEM without a passphrase';
  try {
    return createPrivateKey(text);
  } catch {
    const isEncrypted = /ENCRYPTED/.test(text);
    return wrong(source, expected, isEncrypted ? 'one with a passphrase' : 'none that can be read');
  }
}

function pairFinding(cert: X509Certificate, privateKey: KeyObject, key: Material): Finding | undefined {
  if (cert.checkPrivateKey(privateKey)) return undefined;
  return wrong(key.source, "the certificate's private key", "another's");
}

/** What only Node can say: keys that are too weak, curves that it does not have. */
function nodeFinding({ cert, key, clientCa }: TlsMaterial, limits: TlsLimits): Finding | undefined {
  try {
    createSecureContext({ ...limits, cert: cert.text, key: key.text, ca: clientCa?.text });
    return undefined;
  } catch (error) {
    return wrong(cert.source, 'what Node can use', `a problem: ${messageOf(error)}`);
  }
}

function wrong(source: Source, expected: string, found: string): Finding {
  const where = source.kind === 'file' ? ` in ${JSON.stringify(source.path)}` : '';
  return { path: source.at, part: 'value', expected, found: `${found}${where}` };
}
