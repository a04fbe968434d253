/**
 * What nobody has published of the account's DNS.
 */

export interface DnsSwitches {
  /** What the DNS says for a pool without nodes, such as a suspended one. */
  readonly withoutNodes: 'nxdomain' | 'nodata' | 'servfail';
  /** SRV records at a pool's name. The documentation allows them; all published code asks for A. */
  readonly srv: Answered;
  /** A records at a pool's name. Pools that publish A alone have them with `absent` too. */
  readonly addresses: Answered;
  /** Whether SRV names each node, or once a name that has the addresses of all. */
  readonly srvTarget: 'node' | 'pool';
  /** The port in SRV records, on which the nodes listen too; 0: the nodes' own port. */
  readonly srvPort: number;
}

/** `absent`: the name has no records of this type. `refused`: a question for this type is refused. */
export type Answered = 'present' | 'absent' | 'refused';

export const defaultDnsSwitches: DnsSwitches = {
  withoutNodes: 'nxdomain',
  srv: 'present',
  addresses: 'present',
  srvTarget: 'node',
  srvPort: 0,
};
