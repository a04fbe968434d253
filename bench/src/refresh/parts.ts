/**
 * Where a refresh spends its time, by the parts of the program.
 */
import type { PartOf } from '../frame/profile.ts';

const parts: readonly (readonly [place: string, part: string])[] = [
  ['/sd-core/', 'the core'],
  ['/sd-runtime/dist/dns/message/', 'messages'],
  ['/dns-packet/', 'messages'],
  ['/sd-runtime/dist/dns/', 'asking'],
  ['/sd-runtime/', 'the loop'],
  ['node:dgram', 'node:dgram'],
  ['node:net', 'node:net'],
];

/** Node's own files belong to whoever calls them, sockets apart. */
export const partOf: PartOf = ({ functionName, url }) =>
  functionName === '(garbage collector)'
    ? 'garbage collection'
    : parts.find(([place]) => url.includes(place))?.[1];
