/**
 * Numbers of the wire format. Source: IANA, Domain Name System (DNS) Parameters.
 */

/** What this resolver asks for. */
export type QuestionType = 'SRV' | 'A' | 'AAAA';

export const typeNumber = {
  A: 1,
  NS: 2,
  CNAME: 5,
  SOA: 6,
  AAAA: 28,
  SRV: 33,
  DNAME: 39,
  OPT: 41,
  RRSIG: 46,
} as const;

export const rcodeNumber = {
  noerror: 0,
  formerr: 1,
  servfail: 2,
  nxdomain: 3,
  notimp: 4,
  refused: 5,
  badvers: 16,
} as const;

/** The Internet class. */
export const classIn = 1;
