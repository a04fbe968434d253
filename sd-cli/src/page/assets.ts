/**
 * The files that the page loads: its script, its style and its icon.
 *
 * Paths are a fixed list: nothing that a client sends becomes a path.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { pageFolder } from '../page-folder.ts';
import type { Reply } from '../web/reply.ts';
import { hasTag } from './headers.ts';

/** By name, with their types. */
const assets = {
  'status.js': 'text/javascript; charset=utf-8',
  'status.css': 'text/css; charset=utf-8',
  'status.svg': 'image/svg+xml; charset=utf-8',
} as const;

type AssetReply = (request: IncomingMessage) => Promise<Reply>;

export function assetReplies(): ReadonlyMap<string, AssetReply> {
  return new Map(Object.entries(assets).map(([name, contentType]) => [name, assetReply(name, contentType)]));
}

/** Read for each answer: a browser asks once, and later only whether it has changed. */
function assetReply(name: string, contentType: string): AssetReply {
  return async ({ headers: asked }) => {
    const body = await readFile(new URL(name, pageFolder));
    const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
    const headers = { 'Cache-Control': 'no-cache', ETag: etag };
    if (hasTag(asked['if-none-match'], etag)) return { code: 304, body: '', headers };
    return { code: 200, body, contentType, headers };
  };
}
