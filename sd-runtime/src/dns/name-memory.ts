/**
 * Which names are better asked over TCP at once, because UDP never brings all addresses.
 *
 * Bounded; the names that were remembered first are forgotten first.
 */

const maxNames = 50_000;

export interface NameMemory {
  needsTcp(name: string): boolean;
  /** True when TCP added nothing to an UDP answer of this size: asking again would not either. */
  tcpAddsNothing(name: string, udpBytes: number): boolean;
  rememberTcp(name: string): void;
  rememberNoGain(name: string, udpBytes: number): void;
  forget(name: string): void;
}

export function createNameMemory(): NameMemory {
  const known = new Map<string, 'tcp' | number>();
  const remember = (name: string, what: 'tcp' | number): void => {
    known.set(name, what);
    const [oldest] = known.keys();
    if (known.size > maxNames && oldest !== undefined) known.delete(oldest);
  };
  return {
    needsTcp: (name) => known.get(name) === 'tcp',
    tcpAddsNothing: (name, udpBytes) => known.get(name) === udpBytes,
    rememberTcp: (name) => remember(name, 'tcp'),
    rememberNoGain: remember,
    forget: (name) => void known.delete(name),
  };
}
