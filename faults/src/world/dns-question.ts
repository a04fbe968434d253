/**
 * A DNS question as it came, read just far enough to tell questions apart. Pure.
 */

export interface DnsQuestion {
  readonly transport: 'udp' | 'tcp';
  /** The asker's port: each connection is of one program. */
  readonly from: number;
  readonly id: number;
  /** Lower-case, without its last dot. */
  readonly name: string;
  readonly type: number;
  /** The whole message. */
  readonly bytes: Buffer;
  /** The question section as it was asked. */
  readonly section: Buffer;
}

export type Asker = Pick<DnsQuestion, 'transport' | 'from'>;

const headerBytes = 12;

/** Throws on what is no question: the program under test must not send such. */
export function readQuestion(bytes: Buffer, { transport, from }: Asker): DnsQuestion {
  const labels: string[] = [];
  let at = headerBytes;
  for (let length = bytes.readUInt8(at); length > 0; length = bytes.readUInt8(at)) {
    labels.push(bytes.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return {
    transport,
    from,
    id: bytes.readUInt16BE(0),
    name: labels.join('.').toLowerCase(),
    type: bytes.readUInt16BE(at + 1),
    bytes,
    section: Buffer.from(bytes.subarray(headerBytes, at + 5)),
  };
}
