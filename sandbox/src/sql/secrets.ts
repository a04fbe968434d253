/**
 * Who may ask the account: its services by a session token, its user by key pair, PAT or password.
 *
 * Owns the tokens. Source: Snowflake's SQL API, "Authenticating to the server"; SPCS documentation of
 * `/snowflake/session/token` (rewritten every few minutes, each valid for up to an hour).
 */
import { randomBytes } from 'node:crypto';
import { isValidJwt } from './jwt.ts';

export interface SandboxUser {
  readonly name: string;
  readonly password?: string;
  /** PEM. */
  readonly publicKey?: string;
  /** A programmatic access token. */
  readonly pat?: string;
}

export type TokenType = 'OAUTH' | 'KEYPAIR_JWT' | 'PROGRAMMATIC_ACCESS_TOKEN';

export interface Rejection {
  readonly code: string;
  readonly message: string;
}

export interface Secrets {
  /** The newest token for a service's containers. */
  sessionToken(): string;
  /** Makes a new one. Older ones stay valid, as many as `keptTokens` says. */
  rotateToken(): string;
  /** Makes every token of before invalid: an hour has passed. */
  expireTokens(): string;
  /** Undefined: welcome. */
  rejectionOf(tokenType: string | undefined, token: string): Rejection | undefined;
  isPassword(user: string, password: string): boolean;
}

export interface SecretsOptions {
  /** The identifier in JWTs, without anything after a dot. */
  readonly accountName: string;
  readonly user: SandboxUser;
  /** How many tokens are valid at once; 12 without it: one hour of five minutes each. */
  readonly keptTokens?: number;
}

export function createSecrets({ accountName, user, keptTokens = 12 }: SecretsOptions): Secrets {
  let tokens: readonly string[] = [newToken()];
  const rejections = {
    expired: {
      code: '390114',
      message: 'Authentication token has expired. The user must authenticate again.',
    },
    invalid: { code: '390303', message: 'Invalid OAuth access token.' },
    jwt: { code: '390144', message: 'JWT token is invalid.' },
  } as const;
  const expired = new Set<string>();
  const checks: Readonly<Record<TokenType, (token: string) => Rejection | undefined>> = {
    OAUTH: (token) => {
      if (tokens.includes(token)) return undefined;
      return expired.has(token) ? rejections.expired : rejections.invalid;
    },
    KEYPAIR_JWT: (token) => {
      const subject = `${accountName}.${user.name}`.toUpperCase();
      const { publicKey } = user;
      const isGood = publicKey !== undefined && isValidJwt(token, { publicKey, subject, nowMs: Date.now() });
      return isGood ? undefined : rejections.jwt;
    },
    PROGRAMMATIC_ACCESS_TOKEN: (token) => (token === user.pat ? undefined : rejections.invalid),
  };
  return {
    sessionToken: () => tokens[0] ?? '',
    rotateToken() {
      for (const token of tokens.slice(keptTokens - 1)) expired.add(token);
      tokens = [newToken(), ...tokens.slice(0, keptTokens - 1)];
      return tokens[0] ?? '';
    },
    expireTokens() {
      for (const token of tokens) expired.add(token);
      tokens = [newToken()];
      return tokens[0] ?? '';
    },
    // Without the header Snowflake takes the token for OAuth's.
    rejectionOf: (tokenType = 'OAUTH', token) =>
      isTokenType(tokenType) ? checks[tokenType](token) : rejections.invalid,
    isPassword: (name, password) =>
      name.toUpperCase() === user.name.toUpperCase() && password === user.password && password !== '',
  };
}

function isTokenType(text: string): text is TokenType {
  return text === 'OAUTH' || text === 'KEYPAIR_JWT' || text === 'PROGRAMMATIC_ACCESS_TOKEN';
}

function newToken(): string {
  return `ver:1-hint:${randomBytes(6).toString('hex')}-${randomBytes(48).toString('base64url')}`;
}
