/**
 * What the configuration file's keys mean when they are absent. A test holds these equal to the
 * schema's `default`s.
 */
import { defaultPolicy } from '@spcs-sd/core';

interface DefaultMs {
  readonly timeout: number;
  readonly minRefresh: number;
  readonly maxRefresh: number;
  readonly fileRefresh: number;
  readonly snowflakeRefresh: number;
  readonly confirmFor: number;
  readonly confirmCollapse: number;
  readonly maxAge: number;
  readonly startupGrace: number;
}

/** Durations in milliseconds. */
export const defaultMs: DefaultMs = {
  timeout: 2000,
  minRefresh: 15_000,
  maxRefresh: 60_000,
  fileRefresh: 30_000,
  snowflakeRefresh: 60_000,
  confirmFor: defaultPolicy.confirmForMs,
  confirmCollapse: defaultPolicy.confirmCollapseMs,
  maxAge: defaultPolicy.maxAgeMs,
  startupGrace: defaultPolicy.startupGraceMs,
};

interface DefaultDns {
  readonly resolver: 'wire';
  readonly recordType: 'auto';
  readonly port: number;
  readonly address: 'ip';
  readonly attempts: number;
  readonly maxInFlight: number;
}

export const defaultDns: DefaultDns = {
  resolver: 'wire',
  recordType: 'auto',
  port: 9001,
  address: 'ip',
  attempts: 2,
  maxInFlight: 256,
};
