/**
 * A program that answers lines with lines: one line to its standard input, one from its standard output.
 *
 * Owns the process. What it writes to standard error is kept for whoever asks why it ended.
 */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { StringDecoder } from 'node:string_decoder';

export type Command = readonly [program: string, ...args: readonly string[]];

export type Reply =
  | { readonly kind: 'line'; readonly text: string }
  | { readonly kind: 'silent' }
  /** It has ended, was never there, or wrote more than a line may hold. */
  | { readonly kind: 'ended'; readonly why: string };

export interface LineProgram {
  /** One question at a time. `timeoutMs` counts from the question. Never rejects. */
  ask(line: string, timeoutMs: number): Promise<Reply>;
  /** Ends it: its input first, then the process. Waits until it is gone. Harmless twice. */
  stop(): Promise<void>;
}

/** Longer than any right answer; more would only fill memory. */
const maxLineChars = 1_000_000;
const maxErrorChars = 2000;
/** How long it may take to end after its input has. */
const endMs = 1000;

const running = new Set<ChildProcessWithoutNullStreams>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

export function startLineProgram([program, ...args]: Command): LineProgram {
  const child = spawn(program, args, { stdio: 'pipe' });
  running.add(child);
  let answered: ((reply: Reply) => void) | undefined;
  let why: string | undefined;
  let errors = '';
  const lines = createLineReader();
  const fail = (text: string): void => {
    why ??= text;
    answered?.({ kind: 'ended', why });
  };
  // Writing to a program that has ended is told by its end.
  child.stdin.on('error', () => undefined);
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors = (errors + text).slice(-maxErrorChars);
  });
  child.stdout.on('data', (bytes: Buffer) => {
    const read = lines.read(bytes);
    if (read?.kind === 'line') answered?.(read);
    if (read?.kind !== 'too-long') return;
    child.kill('SIGKILL');
    fail(`it wrote a line of more than ${maxLineChars} characters`);
  });
  const closed = new Promise<void>((resolve) => {
    child.once('error', (error) => {
      running.delete(child);
      fail(`${program} cannot be started: ${error.message}`);
      resolve();
    });
    child.once('close', (code, signal) => {
      running.delete(child);
      const how = code === null ? `by ${String(signal)}` : `with exit code ${code}`;
      fail(`it ended ${how}${errors === '' ? '' : `, saying:\n${errors.trimEnd()}`}`);
      resolve();
    });
  });
  return {
    ask: (line, timeoutMs) =>
      new Promise((resolve) => {
        if (why !== undefined) return resolve({ kind: 'ended', why });
        const timer = setTimeout(() => answered?.({ kind: 'silent' }), timeoutMs);
        answered = (reply) => {
          answered = undefined;
          clearTimeout(timer);
          resolve(reply);
        };
        lines.drop();
        child.stdin.write(`${line}\n`);
      }),
    stop: async () => {
      child.stdin.end();
      const killer = setTimeout(() => child.kill('SIGKILL'), endMs);
      await closed;
      clearTimeout(killer);
    },
  };
}

interface LineReader {
  /** A whole line, when these bytes end one. */
  read(bytes: Buffer): Extract<Reply, { readonly kind: 'line' }> | { readonly kind: 'too-long' } | undefined;
  /** Forgets what has come so far. */
  drop(): void;
}

/** What comes after the first newline belongs to no question, and is dropped. */
function createLineReader(): LineReader {
  let decoder = new StringDecoder('utf8');
  let before = '';
  return {
    read(bytes) {
      before += decoder.write(bytes);
      const end = before.indexOf('\n');
      if (end < 0) return before.length > maxLineChars ? { kind: 'too-long' } : undefined;
      const text = before.slice(0, end);
      before = '';
      return { kind: 'line', text };
    },
    drop() {
      decoder = new StringDecoder('utf8');
      before = '';
    },
  };
}
