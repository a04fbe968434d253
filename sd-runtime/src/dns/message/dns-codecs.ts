/**
 * The parts of dns-packet that its type declarations leave out: the codecs of names and single rdata.
 *
 * They throw on bytes that end too early. What they let pass is checked by their callers.
 */
import dnsPacket from 'dns-packet';

interface Decoder<T> {
  decode(message: Buffer, offset: number): T;
}

interface Encoder<T> {
  /** Writes into `message`, which must have room. */
  encode(value: T, message: Buffer, offset: number): void;
}

interface Codecs {
  /** Labels as they are: no escapes, no checks. */
  readonly name: Encoder<string>;
  readonly a: Decoder<string>;
  readonly aaaa: Decoder<string>;
  readonly soa: Decoder<{ readonly minimum: number }>;
}

// Published and documented by dns-packet, only not typed (@types/dns-packet 5.6.5).
// oxlint-disable-next-line typescript/no-unsafe-type-assertion
export const codecs: Codecs = dnsPacket as unknown as Codecs;
