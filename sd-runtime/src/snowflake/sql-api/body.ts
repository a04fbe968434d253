/**
 * Reads an answer's body up to a number of bytes, counted after decompression.
 */

export type BodyRead =
  { readonly kind: 'text'; readonly text: string; readonly bytes: number } | { readonly kind: 'too-large' };

/** Rejects when the connection breaks. What is too large is not read to its end. */
export async function readBody(response: Response, maxBytes: number): Promise<BodyRead> {
  if (response.body === null) return { kind: 'text', text: '', bytes: 0 };
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const reader = response.body.getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    bytes += read.value.byteLength;
    if (bytes > maxBytes) {
      await reader.cancel();
      return { kind: 'too-large' };
    }
    chunks.push(read.value);
  }
  return { kind: 'text', text: Buffer.concat(chunks, bytes).toString('utf8'), bytes };
}
