/**
 * The documents' fenced blocks: commands and configurations that a test can run or read.
 *
 * A block whose info string says `not-run` is left out; the text beside it says why.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFiles } from '../../tools/files.mjs';
import { repository } from '../../tools/run.mjs';

export interface Block {
  /** Document and line that it opens on. */
  readonly where: string;
  readonly text: string;
}

/** Documents about running it beside others. */
const documents = (): readonly string[] =>
  projectFiles(repository).filter((path) =>
    /^(docs\/(troubleshooting|migrating-.*)|deploy\/.*)\.md$/.test(path),
  );

/** The lines of the shell blocks, each once, without what is said about them. */
export function commandLines(): readonly string[] {
  const lines = blocksOf('sh').flatMap(({ text }) => text.split('\n'));
  return [...new Set(lines.map((line) => line.replace(/\s+# .*$/, '').trim()).filter(Boolean))];
}

/** Blocks of one language, such as `sh`, in the order of the documents. */
export function blocksOf(language: string): readonly Block[] {
  const fence = new RegExp(`^\`\`\`${language}([^\\n]*)\\n(.*?)^\`\`\`$`, 'gms');
  return documents().flatMap((path) => {
    const text = readFileSync(join(repository, path), 'utf8');
    return [...text.matchAll(fence)]
      .filter(([, info = '']) => !info.includes('not-run'))
      .map((match) => ({
        where: `${path}:${text.slice(0, match.index).split('\n').length}`,
        text: match[2] ?? '',
      }));
  });
}
