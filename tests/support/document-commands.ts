/**
 * Which test runs which command of the documents. What is not named here is pasted into a shell beside a
 * simulated account, as it is; programs that do not end are told to when they have said what they should.
 */
import { commandLines, type CommandLine } from './documents.ts';

/** Too long, or about the repository itself: run elsewhere, in these words or by what they start. */
export const runElsewhere: ReadonlyMap<string, { readonly by: string; readonly proof: string }> = new Map([
  ['npm ci && npm start', { by: 'tests/demo.test.ts', proof: "'sandbox', '--demo'" }],
  ['npm ci && npm test', { by: '.ci/run', proof: 'tools/readme-command.mjs test' }],
  ['npm ci', { by: '.ci/run', proof: 'tools/readme-command.mjs test' }],
  ['npm test', { by: '.ci/run', proof: 'tools/readme-command.mjs test' }],
  ['npm run check', { by: '.ci/run', proof: 'npm run --silent check' }],
  ['spcs-sd http', { by: 'tests/support/service-story.mjs', proof: "'http'" }],
  [
    'spcs-sd conform -- python3 spec/implementations/python/main.py',
    { by: 'tests/conform-python.test.ts', proof: "'main.py'" },
  ],
  [
    'spcs-sd sandbox --dns.port=5353 --control.port=9100 --node.port=9101',
    { by: 'sd-cli/src/demo/sandbox-command.test.ts', proof: 'controlPort' },
  ],
  [
    'spcs-sd conform --http=http://127.0.0.1:9003/targets --sandbox=http://127.0.0.1:9100 --confirm-for=1m',
    { by: 'tests/conform-live.test.ts', proof: 'sandbox.controlUrl' },
  ],
]);

/** Lines that are pasted, apart from those that start a program which goes on until it is told to end. */
export function pastedLines(): {
  readonly ending: readonly CommandLine[];
  readonly lasting: readonly CommandLine[];
} {
  const pasted = commandLines().filter(({ line }) => !runElsewhere.has(line));
  const isLasting = ({ line }: CommandLine): boolean => /^spcs-sd (http|file)\b|--watch\b/.test(line);
  return { ending: pasted.filter((line) => !isLasting(line)), lasting: pasted.filter(isLasting) };
}
