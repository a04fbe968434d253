/**
 * Who asked what a relay asked in its own name: DNS messages with identifiers of the relay, so that one
 * socket serves all clients.
 *
 * Bounded by the identifiers: the oldest of 65,536 is forgotten.
 */
export interface Asker {
  readonly port: number;
  readonly address: string;
}

export interface PendingIds {
  /** The message under an identifier of ours; undefined when it is too short to be one. */
  readonly toServer: (message: Buffer, asker: Asker) => Buffer | undefined;
  /** The message under the identifier of its asker; undefined when nobody asked. */
  readonly toAsker: (message: Buffer) => { readonly message: Buffer; readonly asker: Asker } | undefined;
}

const ids = 2 ** 16;

export function createPendingIds(): PendingIds {
  const pending = new Map<number, { readonly id: number; readonly asker: Asker }>();
  let next = 0;
  return {
    toServer: (message, asker) => {
      if (message.length < 2) return undefined;
      const ours = next;
      next = (next + 1) % ids;
      pending.set(ours, { id: message.readUInt16BE(0), asker });
      message.writeUInt16BE(ours, 0);
      return message;
    },
    toAsker: (message) => {
      const ours = message.length < 2 ? -1 : message.readUInt16BE(0);
      const asked = pending.get(ours);
      if (asked === undefined) return undefined;
      pending.delete(ours);
      message.writeUInt16BE(asked.id, 0);
      return { message, asker: asked.asker };
    },
  };
}
