/**
 * The documents' fenced blocks: commands and configurations that a test can run or read.
 *
 * A shell block is run by the tests, line by line, unless its first line says that it is not, and why, where
 * everyone can see it: `# not run: …`. A block of another language whose info string says `not-run` is left
 * out; the text beside it says why.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFiles } from '../../tools/files.mjs';
import { repository } from '../../tools/run.mjs';

export interface Block {
  /** Document and line that it opens on. */
  readonly where: string;
  /** Behind the three backticks: `sh`, `yaml`, or empty. */
  readonly info: string;
  readonly text: string;
}

/** Of every document, in their order. */
export function allBlocks(): readonly Block[] {
  const documents = projectFiles(repository).filter((path) => path.endsWith('.md'));
  return documents.flatMap((path) => {
    const text = readFileSync(join(repository, path), 'utf8');
    return [...text.matchAll(/^```([^`\n]*)\n(.*?)^```$/gms)].map((match) => ({
      where: `${path}:${text.slice(0, match.index).split('\n').length}`,
      info: match[1] ?? '',
      text: match[2] ?? '',
    }));
  });
}

/** Blocks of one language, such as `yaml`, that are there to be read. */
export function blocksOf(language: string): readonly Block[] {
  return allBlocks().filter(({ info }) => info === language);
}

/** A shell block that the tests leave alone, by its first line. */
export function isNotRun({ text }: Block): boolean {
  return /^# not run: \S/.test(text);
}

export interface CommandLine {
  readonly where: string;
  /** Without what is said about it. */
  readonly line: string;
}

/** The lines of the shell blocks that are run, each once. */
export function commandLines(): readonly CommandLine[] {
  const lines = blocksOf('sh')
    .filter((block) => !isNotRun(block))
    .flatMap(({ where, text }) =>
      text.split('\n').map((line) => ({ where, line: line.replace(/\s*(^|\s)# .*$/, '').trim() })),
    );
  const seen = new Map(lines.filter(({ line }) => line !== '').map((each) => [each.line, each]));
  return [...seen.values()];
}
