import { gunzipSync } from 'node:zlib';
import { encodeTargetGroups } from '@spcs-sd/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createBody } from './body.ts';
import { digestOf } from './group-digest.ts';
import { groupsArb } from './testing/groups.arb.ts';
import { groupOf } from './testing/snapshots.ts';

const bytesOf = (pieces: Iterable<Buffer>): Buffer => Buffer.concat([...pieces]);

describe('a body', () => {
  test('is the canonical text, with its true length', () => {
    fc.assert(
      fc.property(groupsArb, (groups) => {
        const { identity } = createBody(groups);
        const bytes = bytesOf(identity.pieces());
        expect(bytes.toString()).toBe(encodeTargetGroups(groups));
        expect(identity.length).toBe(bytes.length);
      }),
    );
  });

  test('has the same tag exactly when it has the same bytes', () => {
    fc.assert(
      fc.property(groupsArb, groupsArb, (a, b) => {
        const [one, other] = [createBody(a).identity, createBody(b).identity];
        const same = bytesOf(one.pieces()).equals(bytesOf(other.pieces()));
        expect(one.etag === other.etag).toBe(same);
        expect(createBody(structuredClone(a)).identity.etag).toBe(one.etag);
      }),
    );
  });

  test('comes back whole from gzip, which has a tag of its own', async () => {
    await fc.assert(
      fc.asyncProperty(groupsArb, async (groups) => {
        const body = createBody(groups);
        const gzip = await body.gzip();
        const bytes = bytesOf(gzip.pieces());
        expect(gzip.length).toBe(bytes.length);
        expect(gunzipSync(bytes).equals(bytesOf(body.identity.pieces()))).toBe(true);
        expect(gzip.etag).not.toBe(body.identity.etag);
        expect(gzip.etag).toMatch(/^"[^"]+"$/);
      }),
      { numRuns: 30 },
    );
  });

  test('is compressed once, however many ask at the same time', async () => {
    const body = createBody([groupOf('a', ['127.0.0.1:9001'])]);
    const [one, other] = await Promise.all([body.gzip(), body.gzip()]);
    expect(one).toBe(other);
    expect(await body.gzip()).toBe(one);
  });

  test('is sent in pieces of at most 1 MiB that share its memory', () => {
    const small = Array.from({ length: 3_000 }, (_, n) => groupOf(`p${n}`, [`127.0.${n >> 8}.${n & 255}:1`]));
    const large = groupOf(
      'large',
      Array.from({ length: 80_000 }, (_, n) => `127.${n >> 16}.${(n >> 8) & 255}.${n & 255}:9001`),
    );
    const { identity } = createBody([...small.slice(0, 1_500), large, ...small.slice(1_500)]);
    const pieces = [...identity.pieces()];
    expect(pieces.length).toBe(Math.ceil(identity.length / 1_048_576));
    expect(pieces.length).toBeGreaterThan(1);
    expect(new Set(pieces.map(({ buffer }) => buffer)).size).toBe(1);
    expect([...identity.pieces()][0]?.buffer).toBe(pieces[0]?.buffer);
  });

  test('hashes a group once, whatever bodies it is in', () => {
    const group = { ...groupOf('a', ['127.0.0.1:1']) };
    const digest = digestOf(group);
    Object.assign(group, { json: '{}' });
    expect(digestOf(group)).toBe(digest);
    expect(digestOf({ ...group })).not.toBe(digest);
  });
});
