/**
 * A fault as a value: what goes wrong, how it begins and ends, and what must be seen of it.
 */
import type { World, WorldOptions } from './world/world.ts';

/** What a program shows of a fault. */
export interface Sign {
  /** The program's name; every program of the world without it. */
  readonly of?: string;
  /** A metric, or one series of it: `name` or `name{label="value"}`. */
  readonly metric: string;
  /**
   * `grows`: a counter. `rises` and `falls`: a gauge that comes back at the end. `above` and `below`:
   * a gauge that has been on the other side, and is again at the end.
   */
  readonly shows: 'grows' | 'rises' | 'falls' | { readonly above: number } | { readonly below: number };
  /** A part of the log line with which it begins. */
  readonly begins: string;
  /** A part of the log line with which it ends; absent where it is met and over, or does not end. */
  readonly ends?: string;
  /**
   * `one`, the default: exactly one line at each. `several`: one for each pool that it met. `repeated`:
   * it begins and ends again and again, and each time is said.
   */
  readonly lines?: 'one' | 'several' | 'repeated';
}

export interface Fault {
  /** For the command line. */
  readonly name: string;
  /** What goes wrong, for a person. */
  readonly what: string;
  readonly world: WorldOptions;
  begin(world: World): Promise<void> | void;
  /** Absent where it ends by itself. */
  end?(world: World): Promise<void> | void;
  readonly signs: readonly Sign[];
  /** Programs by name that are not ready while it lasts; all others are. */
  readonly unready?: readonly string[];
  /** It is watched until these metrics of each program have grown so much. */
  readonly rounds?: Readonly<Record<string, number>>;
  /**
   * Readers may miss targets, have others, or read what is no list, and why: the file itself is damaged,
   * or nobody could know better.
   */
  readonly excuse?: string;
  /** The HTTP answer is there at every moment. */
  readonly alwaysServed?: true;
  /** The world is not as it was: no other fault runs in it. */
  readonly spoils?: true;
  /** It takes a minute or so, most of it waiting: its group begins early. */
  readonly isLong?: true;
  /** What mdservice does, by its source. */
  readonly mdservice: string;
}

/** How a fault begins and ends. */
export type Course = Pick<Fault, 'begin' | 'end'>;

/** Faults that are alike. Continuous integration runs one of each. */
export interface FaultClass {
  readonly name: string;
  /** A heading and a sentence for the document. */
  readonly title: string;
  readonly about: string;
  readonly faults: readonly Fault[];
}

/** Enough to see that it goes on: three lists, and three answers for each name. */
export const threeRounds: NonNullable<Fault['rounds']> = {
  spcs_sd_list_refreshes_total: 3,
  spcs_sd_lookups_total: 15,
};
