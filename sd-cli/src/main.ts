#!/usr/bin/env node
/**
 * The program: reads the command line, runs one command, ends with its exit code.
 */
import { keepHeapSmall } from './heap.ts';
import { runProgram } from './program.ts';

keepHeapSmall();

// Whoever reads the output may stop reading, as `head` does: that is no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

process.exitCode = await runProgram(process.argv.slice(2));

// Nothing of ours runs any more. What still does is not awaited for long, once all output is out: the
// driver of passwords goes on for minutes to log out of an account that cannot be reached.
const lingerMs = 500;
process.stderr.write('', () => {
  process.stdout.write('', () => setTimeout(() => process.exit(), lingerMs).unref());
});
