/**
 * Runs a program of this repository and collects what it says.
 */
import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';

/** The repository's folder, wherever it was cloned. */
export const repository = join(import.meta.dirname, '..');

/**
 * Programs that the dependencies installed are found first. Never throws for a program that fails.
 *
 * @param {readonly [string, ...string[]]} command program and arguments
 * @param {string} [cwd]
 * @param {number} [timeoutMs] after it the program is ended
 * @param {Readonly<Record<string, string>>} [env] besides our own
 * @returns {Promise<{ readonly code: number, readonly output: string }>} output: stdout and stderr, interleaved;
 *   code 1 when the program could not start or was killed
 */
export function run([program, ...args], cwd = repository, timeoutMs = 300_000, env = {}) {
  const PATH = [join(repository, 'node_modules', '.bin'), process.env['PATH']].join(delimiter);
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd,
      timeout: timeoutMs,
      env: { ...process.env, PATH, NO_COLOR: '1', FORCE_COLOR: '0', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
      });
    }
    child.once('error', (error) => resolve({ code: 1, output: `${program}: ${error.message}` }));
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
