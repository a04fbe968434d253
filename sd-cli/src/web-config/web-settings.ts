/**
 * The web configuration as the program uses it: typed, with units, paths made absolute. Files that it
 * names have not been read yet.
 */
import { resolve } from 'node:path';
import type { WebConfig } from '@spcs-sd/spec';
import { parseDuration } from '../config/duration.ts';
import type { Path } from '../config/finding.ts';
import { nodeCiphers, nodeCurves, nodeVersions, type TlsVersion } from './tls-names.ts';

/** Go's `ClientAuthType`, without its old name for one of them. */
export type ClientAuth =
  | 'NoClientCert'
  | 'RequestClientCert'
  | 'RequireAnyClientCert'
  | 'VerifyClientCertIfGiven'
  | 'RequireAndVerifyClientCert';

/** Where a text is, and where the configuration says so. */
export type Source =
  | { readonly kind: 'file'; readonly path: string; readonly at: Path }
  | { readonly kind: 'inline'; readonly text: string; readonly at: Path };

/** What Node calls a secure context's options, except for the texts. */
export interface TlsLimits {
  readonly minVersion: (typeof nodeVersions)[TlsVersion];
  readonly maxVersion: (typeof nodeVersions)[TlsVersion];
  readonly honorCipherOrder: boolean;
  /** Absent: Node's. */
  readonly ciphers?: string;
  /** Absent: Node's. */
  readonly ecdhCurve?: string;
}

export interface TlsSettings {
  readonly cert: Source;
  readonly key: Source;
  readonly clientCa?: Source;
  readonly clientAuth: ClientAuth;
  /** Absent: any. */
  readonly allowedSans?: readonly string[];
  readonly limits: TlsLimits;
}

export interface RateLimit {
  readonly intervalMs: number;
  readonly burst: number;
}

export interface WebSettings {
  /** Absent: plain HTTP. */
  readonly tls?: TlsSettings;
  readonly headers: ReadonlyMap<string, string>;
  /** User → bcrypt hash. */
  readonly users: ReadonlyMap<string, string>;
  readonly tokens?: Source;
  readonly rateLimit?: RateLimit;
}

/** The configuration fits the schema and has no findings. */
export function webSettingsOf(config: WebConfig, folder: string): WebSettings {
  const { tls_server_config: tls, bearer_token_file: tokens, rate_limit: rate } = config;
  const intervalMs = parseDuration(rate?.interval) ?? 0;
  return {
    ...(tls !== undefined && { tls: tlsSettings(tls, folder) }),
    headers: headersOf(config.http_server_config?.headers ?? {}),
    users: new Map(Object.entries(config.basic_auth_users ?? {})),
    ...(tokens !== undefined && { tokens: fileSource(tokens, folder, ['bearer_token_file']) }),
    ...(intervalMs > 0 && { rateLimit: { intervalMs, burst: rate?.burst ?? 1 } }),
  };
}

function headersOf(headers: Readonly<Record<string, string | undefined>>): ReadonlyMap<string, string> {
  const written = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [[name, value] as const],
  );
  return new Map(written);
}

function tlsSettings(tls: NonNullable<WebConfig['tls_server_config']>, folder: string): TlsSettings {
  const at = (key: string): Path => ['tls_server_config', key];
  const source = (key: 'cert' | 'key' | 'client_ca'): Source | undefined => {
    const path = tls[`${key}_file`];
    if (path !== undefined) return fileSource(path, folder, at(`${key}_file`));
    const text = tls[key];
    return text === undefined ? undefined : { kind: 'inline', text, at: at(key) };
  };
  const missing: Source = { kind: 'inline', text: '', at: ['tls_server_config'] };
  const clientCa = source('client_ca');
  const { client_auth_type: auth = 'NoClientCert', client_allowed_sans: allowedSans } = tls;
  return {
    cert: source('cert') ?? missing,
    key: source('key') ?? missing,
    ...(clientCa !== undefined && { clientCa }),
    clientAuth: auth === 'RequireClientCert' ? 'RequireAnyClientCert' : auth,
    ...(allowedSans !== undefined && { allowedSans }),
    limits: {
      minVersion: nodeVersions[tls.min_version ?? 'TLS12'],
      maxVersion: nodeVersions[tls.max_version ?? 'TLS13'],
      honorCipherOrder: tls.prefer_server_cipher_suites ?? true,
      ...(tls.cipher_suites !== undefined && { ciphers: nodeCiphers(tls.cipher_suites) }),
      ...(tls.curve_preferences !== undefined && { ecdhCurve: nodeCurves(tls.curve_preferences) }),
    },
  };
}

function fileSource(path: string, folder: string, at: Path): Source {
  return { kind: 'file', path: resolve(folder, path), at };
}
