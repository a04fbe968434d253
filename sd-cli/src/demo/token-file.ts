/**
 * The session token in a file, as a container has it: a new one now and then, and at once when the
 * account makes one.
 */
import { rename, writeFile } from 'node:fs/promises';
import type { AccountSql } from '@spcs-sd/sandbox';

/** Snowflake takes minutes; a demonstration should show it sooner. */
const rotateEveryMs = 20_000;

export interface TokenFile {
  /** Stops, and waits for what is being written. */
  stop(): Promise<void>;
}

/** Resolves when the first token is there. Each is written whole: nobody reads half of one. */
export async function keepTokenFile(sql: AccountSql, path: string): Promise<TokenFile> {
  let writing: Promise<void> = write(path, sql.sessionToken());
  await writing;
  const stopListening = sql.onToken((token) => {
    // One after the other, so that the last one stays. A folder that is gone is the demonstration's end.
    writing = writing.then(() => write(path, token)).catch(() => undefined);
  });
  const timer = setInterval(() => void sql.rotateToken(), rotateEveryMs);
  return {
    async stop() {
      clearInterval(timer);
      stopListening();
      await writing;
    },
  };
}

async function write(path: string, token: string): Promise<void> {
  const next = `${path}.next`;
  await writeFile(next, token, { mode: 0o600 });
  await rename(next, path);
}
