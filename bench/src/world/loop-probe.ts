/**
 * Loaded into a program before its own code (`node --import`): how long its event loop stood still at most.
 *
 * SIGUSR2 writes it to stderr and starts anew.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';

/** A timer calls this often; the longest time between two calls is what is seen. */
const resolutionMs = 10;

const delays = monitorEventLoopDelay({ resolution: resolutionMs });
delays.enable();
process.on('SIGUSR2', () => {
  const blockMs = Math.max(0, delays.max / 1e6 - resolutionMs);
  delays.reset();
  process.stderr.write(`longest block ${blockMs.toFixed(3)} ms\n`);
});
