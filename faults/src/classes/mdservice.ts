/**
 * What mdservice does in each kind of trouble. Source: its published code, as its contract is described:
 * one login, one query and one lookup after the other for each request; no memory, no time-outs, no health
 * and no metrics; a failed query panics; a failed lookup becomes `"targets":null`; no list, or a cell that
 * cannot be read, becomes the body `null`.
 */

export const mdservice = {
  /** Nobody hears: Prometheus keeps its list while requests fail. */
  panics: 'the request panics and has no answer; scrapers keep their list, nothing says so',
  hangs: 'no time-out: requests hang until the scraper gives up; scrapers keep their list, nothing says so',
  null: 'answers `null` with status 200: every target is dropped',
  half: 'answers the half with status 200: the other targets are dropped',
  pools: 'answers `"targets":null` with status 200 for each pool that failed: its targets are dropped',
  poolsSlowly: 'waits for each name in turn, then answers `"targets":null`: the targets are dropped',
  believes: 'believes the first answer: the targets are dropped',
  publishes: 'publishes whatever address the name has',
  nothing: 'is not affected: it keeps nothing',
  unserved: 'no time-outs, no limits: it serves for as long as it has memory and descriptors',
  gone: 'requests fail while it is away; scrapers keep their list',
} as const;
