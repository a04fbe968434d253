/**
 * Messages out of a TCP stream: each comes after its length in two bytes.
 *
 * A message that is whole within a chunk is handed on where it stands; one that is cut is put together,
 * each byte copied once. Source: RFC 1035, section 4.2.2; RFC 7766.
 */
export interface FrameReader {
  /** The chunk is lent, and so are the messages made of it: nothing refers to it after the call. */
  push(chunk: Buffer): void;
  /** Bytes of a message that is not whole yet, its length included. */
  readonly heldBytes: number;
}

const prefixBytes = 2;
const largestFrameBytes = prefixBytes + 0xffff;

export function createFrameReader(onMessage: (message: Buffer) => void): FrameReader {
  // The start of a message that was cut; there is room for any, from the first one on.
  let held: Buffer | undefined;
  let heldBytes = 0;

  /** Copies from the chunk until `wantedBytes` are held, or as far as it goes. Returns where it stopped. */
  const hold = (chunk: Buffer, start: number, wantedBytes: number): number => {
    held ??= Buffer.allocUnsafeSlow(largestFrameBytes);
    const end = Math.min(chunk.length, start + wantedBytes - heldBytes);
    heldBytes += chunk.copy(held, heldBytes, start, end);
    return end;
  };

  /** Adds to the message that was cut. Returns where the rest of the chunk starts. */
  const complete = (chunk: Buffer): number => {
    const at = heldBytes < prefixBytes ? hold(chunk, 0, prefixBytes) : 0;
    if (held === undefined || heldBytes < prefixBytes) return at;
    const frameBytes = prefixBytes + held.readUInt16BE(0);
    const end = hold(chunk, at, frameBytes);
    if (heldBytes < frameBytes) return end;
    heldBytes = 0;
    onMessage(held.subarray(prefixBytes, frameBytes));
    return end;
  };

  return {
    push: (chunk) => {
      let at = heldBytes === 0 ? 0 : complete(chunk);
      while (chunk.length - at >= prefixBytes) {
        const end = at + prefixBytes + chunk.readUInt16BE(at);
        if (end > chunk.length) break;
        onMessage(chunk.subarray(at + prefixBytes, end));
        at = end;
      }
      if (at < chunk.length) hold(chunk, at, largestFrameBytes);
    },
    get heldBytes() {
      return heldBytes;
    },
  };
}
