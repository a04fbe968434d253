/**
 * The web configuration and every file that it names, read and checked together.
 */
import { configErrorLine } from '../config/config-error.ts';
import type { Finding } from '../config/finding.ts';
import { failure, ok, type Result } from '../result.ts';
import { digestOf, type SecretDigest } from './secret-digest.ts';
import { readSmallFile } from './small-file.ts';
import { checkMaterial, type Material } from './tls-material.ts';
import { leastTokenLength, parseTokens } from './token-list.ts';
import type { Source, TlsSettings, WebSettings } from './web-settings.ts';
import type { TlsSetup, WebSetup } from './web-setup.ts';

export interface ReadWebConfig {
  readonly result: Result<WebSetup>;
  /** Every file that was looked at, also in vain. */
  readonly files: readonly string[];
  /** Equal when all files have the same content. */
  readonly digest: SecretDigest;
}

/** All that is wrong at once; nothing of a secret is in it. Never rejects. */
export async function readWebConfig(path: string): Promise<ReadWebConfig> {
  const file = await readSmallFile(path);
  if (file.kind === 'failed') {
    const result = failure(1, `cannot read ${JSON.stringify(path)}: it ${file.why}`);
    return { result, files: [path], digest: digestOf(file.why) };
  }
  // What reads YAML and schemas is large, so it is loaded with the first file.
  const { loadWebConfig } = await import('./load-web-config.ts');
  const loaded = loadWebConfig(file.text, path);
  if (loaded.kind === 'invalid') {
    const result = failure(2, ...loaded.errors.map(configErrorLine));
    return { result, files: [path], digest: digestOf(file.text) };
  }
  const { settings } = loaded;
  const texts = await readSources(sourcesOf(settings));
  const { setup, findings } = setupOf(settings, texts);
  return {
    result: findings.length === 0 ? ok(setup) : failure(2, ...loaded.errorsOf(findings).map(configErrorLine)),
    files: [path, ...texts.map(({ source }) => source).flatMap(pathsOf)],
    digest: digestOf(file.text, ...texts.map(({ text, problem }) => problem?.found ?? text)),
  };
}

/** A source and what it holds, or what is wrong with it. */
interface ReadSource extends Material {
  readonly problem: Finding | undefined;
}

function sourcesOf({ tls, tokens }: WebSettings): readonly Source[] {
  return [tls?.cert, tls?.key, tls?.clientCa, tokens].filter((source) => source !== undefined);
}

const pathsOf = (source: Source): readonly string[] => (source.kind === 'file' ? [source.path] : []);

function readSources(sources: readonly Source[]): Promise<readonly ReadSource[]> {
  return Promise.all(
    sources.map(async (source) => {
      if (source.kind === 'inline') return { source, text: source.text, problem: undefined };
      const file = await readSmallFile(source.path);
      if (file.kind === 'text') return { source, text: file.text, problem: undefined };
      const found = `${JSON.stringify(source.path)}, which ${file.why}`;
      const problem = { path: source.at, part: 'value', expected: 'a file to read', found } as const;
      return { source, text: '', problem };
    }),
  );
}

interface MadeSetup {
  readonly setup: WebSetup;
  /** None: the setup is whole. */
  readonly findings: readonly Finding[];
}

function setupOf(settings: WebSettings, texts: readonly ReadSource[]): MadeSetup {
  const { tls, tokens, headers, users, rateLimit } = settings;
  const of = (source: Source): Material | undefined =>
    texts.find((text) => text.source === source && text.problem === undefined);
  const madeTls = tls === undefined ? undefined : tlsSetup(tls, of);
  const madeTokens = tokens === undefined ? undefined : tokenSetup(of(tokens));
  return {
    setup: {
      ...(madeTls?.setup !== undefined && { tls: madeTls.setup }),
      headers,
      users,
      tokens: madeTokens?.tokens ?? [],
      ...(rateLimit !== undefined && { rateLimit }),
    },
    findings: [
      ...texts.flatMap(({ problem }) => problem ?? []),
      ...(madeTls?.findings ?? []),
      ...(madeTokens?.findings ?? []),
    ],
  };
}

function tlsSetup(
  { limits, clientAuth, allowedSans, ...sources }: TlsSettings,
  of: (source: Source) => Material | undefined,
): { readonly setup?: TlsSetup; readonly findings: readonly Finding[] } {
  const cert = of(sources.cert);
  const key = of(sources.key);
  const clientCa = sources.clientCa && of(sources.clientCa);
  const isWhole = sources.clientCa === undefined || clientCa !== undefined;
  if (cert === undefined || key === undefined || !isWhole) return { findings: [] };
  const checked = checkMaterial({ cert, key, clientCa }, limits);
  if (checked.kind === 'bad') return checked;
  const texts = [cert.text, key.text, ...(clientCa === undefined ? [] : [clientCa.text])];
  return {
    setup: {
      context: { ...limits, cert: cert.text, key: key.text, ...(clientCa && { ca: clientCa.text }) },
      clientAuth,
      ...(allowedSans !== undefined && { allowedSans }),
      expiresAtMs: checked.expiresAtMs,
      digest: digestOf(JSON.stringify([limits, clientAuth, allowedSans]), ...texts),
    },
    findings: [],
  };
}

function tokenSetup(material: Material | undefined): {
  readonly tokens: readonly SecretDigest[];
  readonly findings: readonly Finding[];
} {
  if (material === undefined) return { tokens: [], findings: [] };
  const { source, text } = material;
  const list = parseTokens(text);
  if (list.kind === 'tokens') return { tokens: list.tokens.map((token) => digestOf(token)), findings: [] };
  const expected = `one token of at least ${leastTokenLength} characters in each line of the file`;
  const findings = list.problems.map(
    (found) => ({ path: source.at, part: 'value', expected, found }) as const,
  );
  return { tokens: [], findings };
}
