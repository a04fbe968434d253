/**
 * What became of each mutant, as lines of text that a process can leave unfinished.
 */

/** What ends the process that tries it: it takes all memory. */
const crash = 'the end of the process';

/** By number, what caught it; nothing when it survived. @param {string} text @returns {ReadonlyMap<number, string>} */
export function readResults(text) {
  const lines = text.split('\n').filter((line) => /^\d/.test(line));
  return new Map(
    lines.map((line) => {
      const [number = '', ...rest] = line.split(' ');
      return [Number(number), rest.length === 0 ? crash : JSON.parse(rest.join(' '))];
    }),
  );
}

/** Whether all were tried. @param {string} text */
export function isWhole(text) {
  return text.endsWith('end\n');
}
