/**
 * One line that says what is under way and for how long. Only on a terminal: a log file needs none.
 */
import type { Say } from './benchmark.ts';

export interface Progress {
  readonly say: Say;
  readonly end: () => void;
}

export function startProgress(name: string, stream: NodeJS.WriteStream): Progress {
  if (!stream.isTTY) return { say: () => undefined, end: () => undefined };
  const startedMs = performance.now();
  let what = 'starting';
  const draw = (): void => {
    const seconds = Math.round((performance.now() - startedMs) / 1000);
    stream.write(`\r\u001b[K${name}: ${what} (${seconds} s)`.slice(0, stream.columns));
  };
  const timer = setInterval(draw, 1000);
  timer.unref();
  return {
    say: (next) => {
      what = next;
      draw();
    },
    end: () => {
      clearInterval(timer);
      stream.write('\r\u001b[K');
    },
  };
}
