/**
 * What a configuration means to this program, or everything that is wrong with it.
 */
import type { ConfigCase } from '@spcs-sd/spec';
import { loadConfig } from '../../config/load-config.ts';

export function configResult({ config, environment = {} }: ConfigCase): unknown {
  // JSON is YAML.
  const loaded = loadConfig(JSON.stringify(config), 'conform.yml', environment);
  if (loaded.kind === 'invalid') {
    const errors = loaded.errors.map(({ key, expected, found, message }) => {
      return { path: key, message: message ?? `expected ${expected}, found ${found}` };
    });
    return { errors };
  }
  const { pools, policy, dns } = loaded.settings;
  return { valid: true, policy, dns, ...(pools.kind === 'static' && { pools: pools.pools }) };
}
