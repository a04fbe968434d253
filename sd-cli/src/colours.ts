/**
 * Colours, for people who look at a terminal, and for nobody else. Pure.
 *
 * Source: no-color.org; ECMA-48 for the codes.
 */
import type { Environment } from './settings-file.ts';

export type Colour = 'red' | 'green' | 'yellow';

/** The text in a colour, or as it is. */
export type Paint = (colour: Colour, text: string) => string;

const codes: Readonly<Record<Colour, number>> = { red: 31, green: 32, yellow: 33 };

/** What it must know of a terminal. */
export interface Painted {
  readonly env?: Environment;
  /** Which of the two streams a person looks at. Absent: neither. */
  readonly isTty?: { readonly out: boolean; readonly err: boolean };
}

/** For one of the two streams: only a terminal gets colours, and none where `NO_COLOR` is set to anything. */
export function paintFor({ isTty, env = {} }: Painted, stream: 'out' | 'err'): Paint {
  const coloured = isTty?.[stream] === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
  return (colour, text) => (coloured ? `\u001b[${codes[colour]}m${text}\u001b[39m` : text);
}
