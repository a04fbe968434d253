/**
 * The TypeScript examples of the READMEs, taken out as programs.
 *
 * A block that opens with three backticks and `ts` is a program: it compiles by itself and, unless its
 * info string says `no-run` (a server that never ends), runs and exits with 0.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Example {
  /** The document, below the repository, and the line that the block opens on. */
  readonly where: string;
  /** A file name without extension, different for each example. */
  readonly name: string;
  /** Its lines have the numbers that they have in the document, so that errors point there. */
  readonly code: string;
  readonly runs: boolean;
}

/** Of a document that does not exist, none. */
export function examplesIn(root: string, document: string): readonly Example[] {
  if (!existsSync(join(root, document))) return [];
  const text = readFileSync(join(root, document), 'utf8');
  return [...text.matchAll(/^```(?:ts|typescript)\b([^\n]*)\n(.*?)^```$/gms)].map((match) => {
    const line = text.slice(0, match.index).split('\n').length;
    return {
      where: `${document}:${line}`,
      name: `${document.replaceAll(/\W+/g, '-')}-line-${line}`,
      code: '\n'.repeat(line) + (match[2] ?? ''),
      runs: !(match[1] ?? '').includes('no-run'),
    };
  });
}
