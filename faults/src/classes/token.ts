/**
 * Trouble with the file of the session token, which Snowflake rewrites every few minutes.
 */
import { rename, rm, writeFile } from 'node:fs/promises';
import type { Fault, Sign } from '../fault.ts';
import type { World } from '../world/world.ts';
import { mdservice } from './mdservice.ts';
import { listFails } from './signs.ts';
import { everything } from './snowflake.ts';

const credentialKept: Sign = {
  metric: 'spcs_sd_snowflake_credential_stale',
  shows: 'rises',
  begins: 'msg="the credential cannot be read: the last one is used"',
  ends: 'msg="the credential can be read again"',
};

/** As Snowflake does it: whole. */
async function giveToken({ sandbox, tokenPath }: World): Promise<void> {
  await writeFile(`${tokenPath}.new`, sandbox.sql.sessionToken());
  await rename(`${tokenPath}.new`, tokenPath);
}

/** The file is damaged, and the token that it held is not valid any more. */
function damaged(damage: (path: string) => Promise<void>): Pick<Fault, 'begin' | 'end'> {
  return {
    begin: async ({ sandbox, tokenPath }) => {
      await damage(tokenPath);
      sandbox.sql.expireTokens();
    },
    end: giveToken,
  };
}

const rotations = 30;

/** Truncated and written again, time after time, while the list is read. */
async function rotate({ sandbox, tokenPath }: World): Promise<void> {
  for (let count = 0; count < rotations; count++) await writeFile(tokenPath, sandbox.sql.rotateToken());
}

const cases: readonly Omit<Fault, 'world'>[] = [
  {
    name: 'token-missing',
    what: "the token's file is gone, and the last token has expired",
    ...damaged((path) => rm(path)),
    signs: [listFails, credentialKept],
    mdservice: mdservice.panics,
  },
  {
    name: 'token-empty',
    what: "the token's file is empty, and the last token has expired",
    ...damaged((path) => writeFile(path, '')),
    signs: [listFails, credentialKept],
    mdservice: mdservice.panics,
  },
  {
    name: 'token-garbage',
    what: "the token's file holds two lines of text, and the last token has expired",
    ...damaged((path) => writeFile(path, 'no such\ntoken\n')),
    signs: [listFails, credentialKept],
    mdservice: mdservice.panics,
  },
  {
    name: 'token-missing-for-now',
    what: "the token's file is gone while the last token is still valid",
    begin: ({ tokenPath }) => rm(tokenPath),
    end: giveToken,
    signs: [credentialKept],
    mdservice: mdservice.panics,
  },
  {
    name: 'token-expired',
    what: 'the token in the file has expired, and no new one comes',
    begin: ({ sandbox }) => void sandbox.sql.expireTokens(),
    end: giveToken,
    signs: [listFails],
    mdservice: mdservice.panics,
  },
  {
    name: 'token-rotated',
    what: `the token's file is rewritten in place ${rotations} times in a row`,
    begin: rotate,
    signs: [],
    mdservice: 'reads the file for each request, and fails those that meet it empty',
  },
];

export const tokenFaults: readonly Fault[] = cases.map((fault) => ({ ...fault, world: everything }));
