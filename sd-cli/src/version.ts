/**
 * The version of the package that this program is in.
 */
import { readFileSync } from 'node:fs';

/** Throws when the package is not whole. */
export function packageVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  if (typeof manifest === 'object' && manifest !== null && 'version' in manifest) {
    if (typeof manifest.version === 'string') return manifest.version;
  }
  throw new Error('package.json names no version');
}
