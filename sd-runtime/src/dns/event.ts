/**
 * What the wire lookup meets besides answers, for logs and metrics. Nothing here is needed for targets.
 */
import type { UnknownWhy } from '@spcs-sd/core';

export type DnsEvent =
  /** A message that no question waits for: late, confused or forged. `server`: as `host:port`. */
  | { readonly kind: 'message-ignored'; readonly server: string }
  /** Questions go to the other servers first from now on. Told only where there are others. */
  | {
      readonly kind: 'server-failed';
      readonly server: string;
      readonly why: UnknownWhy;
      readonly detail?: string;
    }
  | { readonly kind: 'server-recovered'; readonly server: string }
  /** One server says that there is nothing, and another one has records, which count. Told for the first name. */
  | { readonly kind: 'servers-disagree'; readonly name: string }
  /** Of no name any more. */
  | { readonly kind: 'servers-agree' };

export type EmitDns = (event: DnsEvent) => void;
