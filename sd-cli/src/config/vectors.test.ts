/** The contract's vectors of entries that the plugin's users paste, run against this configuration. */
import { readFileSync } from 'node:fs';
import type { SnowflakeConfigCase, VectorFile } from '@spcs-sd/spec';
import { expect, test } from 'vitest';
import { loadConfig } from './load-config.ts';

const file = JSON.parse(
  readFileSync(new URL('../../../spec/vectors/snowflake-config.json', import.meta.url), 'utf8'),
) as VectorFile;
const cases = file.cases.filter(
  (vector): vector is SnowflakeConfigCase => vector.kind === 'snowflake-config',
);

test.each(cases.map((vector) => [vector.name, vector] as const))(
  '%s',
  (_, { entry, environment = {}, errors }) => {
    const loaded = loadConfig(JSON.stringify({ pools: { snowflake: entry } }), 'x.yml', environment);
    const found = loaded.kind === 'ok' ? [] : loaded.errors.map(({ message }) => message);
    expect(found).toEqual(errors);
  },
);
