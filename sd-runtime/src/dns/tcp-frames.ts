/**
 * Messages out of a TCP stream: each comes after its length in two bytes.
 *
 * Holds at most one message and one chunk. Joins pieces once per message, so that single bytes do not
 * cost a copy each. Source: RFC 1035, section 4.2.2; RFC 7766.
 */
export interface FrameReader {
  push(chunk: Buffer): void;
  /** Bytes of a message that is not whole yet. */
  readonly heldBytes: number;
}

const prefixBytes = 2;

export function createFrameReader(onMessage: (message: Buffer) => void): FrameReader {
  let held: Buffer[] = [];
  let heldBytes = 0;
  // How many bytes must be there before looking at them makes sense.
  let neededBytes = prefixBytes;

  const push = (chunk: Buffer): void => {
    held.push(chunk);
    heldBytes += chunk.length;
    if (heldBytes < neededBytes) return;
    const bytes = held.length === 1 ? chunk : Buffer.concat(held, heldBytes);
    const rest = readAll(bytes);
    held = rest.length === 0 ? [] : [rest];
    heldBytes = rest.length;
  };

  const readAll = (bytes: Buffer): Buffer => {
    let at = 0;
    for (;;) {
      neededBytes = prefixBytes;
      if (bytes.length - at < prefixBytes) break;
      neededBytes += bytes.readUInt16BE(at);
      if (bytes.length - at < neededBytes) break;
      onMessage(bytes.subarray(at + prefixBytes, at + neededBytes));
      at += neededBytes;
    }
    return bytes.subarray(at);
  };

  return {
    push,
    get heldBytes() {
      return heldBytes;
    },
  };
}
