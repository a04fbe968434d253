/**
 * Cuts a TCP stream into DNS messages, however the bytes arrive.
 *
 * Source: RFC 1035, section 4.2.2 (two octets of length before each message).
 */

/** Gives the messages that each chunk completes, in order. Keeps at most one unfinished message. */
export function messageReader(): (chunk: Buffer) => readonly Buffer[] {
  let rest: Buffer = Buffer.alloc(0);
  return (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const messages: Buffer[] = [];
    while (rest.length >= 2 && rest.length >= 2 + rest.readUInt16BE(0)) {
      const end = 2 + rest.readUInt16BE(0);
      messages.push(rest.subarray(2, end));
      rest = rest.subarray(end);
    }
    return messages;
  };
}
