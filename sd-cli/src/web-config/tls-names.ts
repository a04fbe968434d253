/**
 * Go's names of versions, cipher suites and curves, which the exporter-toolkit uses, and Node's.
 *
 * Source: Go crypto/tls, `CipherSuites`; OpenSSL's openssl-ciphers(1) for the other names.
 */
import type { WebConfig } from '@spcs-sd/spec';

type TlsConfig = NonNullable<WebConfig['tls_server_config']>;
export type TlsVersion = NonNullable<TlsConfig['min_version']>;
type CipherSuite = NonNullable<TlsConfig['cipher_suites']>[number];
type Curve = NonNullable<TlsConfig['curve_preferences']>[number];

export const nodeVersions: Readonly<Record<TlsVersion, 'TLSv1.2' | 'TLSv1.3'>> = {
  TLS12: 'TLSv1.2',
  TLS13: 'TLSv1.3',
};

/** TLS 1.3 has no others that anyone uses, and both sides always may choose among all of them. */
const newSuites = ['TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256', 'TLS_AES_128_GCM_SHA256'];

const oldSuites: Readonly<Record<CipherSuite, string | undefined>> = {
  TLS_AES_128_GCM_SHA256: undefined,
  TLS_AES_256_GCM_SHA384: undefined,
  TLS_CHACHA20_POLY1305_SHA256: undefined,
  TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA: 'ECDHE-ECDSA-AES128-SHA',
  TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA: 'ECDHE-ECDSA-AES256-SHA',
  TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA: 'ECDHE-RSA-AES128-SHA',
  TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA: 'ECDHE-RSA-AES256-SHA',
  TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256: 'ECDHE-ECDSA-AES128-GCM-SHA256',
  TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384: 'ECDHE-ECDSA-AES256-GCM-SHA384',
  TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256: 'ECDHE-RSA-AES128-GCM-SHA256',
  TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384: 'ECDHE-RSA-AES256-GCM-SHA384',
  TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256: 'ECDHE-RSA-CHACHA20-POLY1305',
  TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256: 'ECDHE-ECDSA-CHACHA20-POLY1305',
};

/** In OpenSSL's form. Without those of TLS 1.3 in the list Node would not speak it. */
export function nodeCiphers(suites: readonly CipherSuite[]): string {
  return [...newSuites, ...suites.flatMap((suite) => oldSuites[suite] ?? [])].join(':');
}

const nodeCurveNames: Readonly<Record<Curve, string>> = {
  CurveP256: 'P-256',
  CurveP384: 'P-384',
  CurveP521: 'P-521',
  X25519: 'X25519',
};

export function nodeCurves(curves: readonly Curve[]): string {
  return curves.map((curve) => nodeCurveNames[curve]).join(':');
}
