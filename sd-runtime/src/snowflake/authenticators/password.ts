/**
 * A user and a password: statements over the login protocol of Snowflake's drivers.
 *
 * The SQL API takes no password, so this one way needs Snowflake's own driver, which is large: it is
 * an optional peer dependency, loaded when the first statement runs and never by anyone else. Owns
 * one connection, used again until it breaks.
 */
import type { Connection, RowStatement } from 'snowflake-sdk';
import type { Clock } from '../../ports.ts';
import { safeText } from '../safe-text.ts';
import { startDeadline } from '../sql-api/deadline.ts';
import { failed, type StatementFailure, type StatementOutcome, type StatementRunner } from '../statement.ts';

export interface PasswordOptions {
  /** `https://host:port`, without a slash at its end. */
  readonly origin: string;
  readonly account: string;
  readonly user: string;
  /** Gives the password, read anew for each login. */
  readonly password: () => Promise<string | StatementFailure>;
  readonly role: string;
  /** Of one statement, with the login that it may need. Default 55,000. */
  readonly deadlineMs?: number;
  readonly clock: Clock;
  /** For tests. */
  readonly load?: LoadDriver;
}

type Driver = Pick<typeof import('snowflake-sdk'), 'configure' | 'createConnection'>;
export type LoadDriver = () => Promise<unknown>;

const installHint =
  'AuthTypePassword needs the package snowflake-sdk, which is not installed: run ' +
  '"npm install snowflake-sdk@3", or use AuthTypeKeyPair or AuthTypePAT, which need nothing';

export function createPasswordRunner(options: PasswordOptions): StatementRunner {
  const { clock, deadlineMs = 55_000 } = options;
  let open: Promise<Opened> | undefined;
  const connection = async (): Promise<Opened> => {
    const opened = await (open ??= connect(options));
    if (opened.kind === 'failed') open = undefined;
    return opened;
  };
  const forget = (): void => {
    const old = open;
    open = undefined;
    void old?.then((opened) => opened.kind === 'open' && opened.connection.destroy(() => undefined));
  };
  return {
    async run(sql, signal) {
      const deadline = startDeadline(clock, deadlineMs, signal);
      const ended = new Promise<StatementFailure>((resolve) => {
        const end = (): void =>
          resolve(deadline.isOver() ? failed('timeout', 'no answer in time') : failed('aborted', 'stopped'));
        if (deadline.signal.aborted) end();
        else deadline.signal.addEventListener('abort', end, { once: true });
      });
      const outcome = await Promise.race([ended, attempt(sql, connection, deadline.signal)]);
      deadline.end();
      // After a failure nobody knows what the session is worth; the next statement logs in anew.
      if (outcome.kind === 'failed' && outcome.reason !== 'aborted') forget();
      return outcome;
    },
    close: forget,
  };
}

type Opened =
  { readonly kind: 'open'; readonly connection: Connection; readonly password: string } | StatementFailure;

async function connect(options: PasswordOptions): Promise<Opened> {
  const driver = await loadDriver(options.load ?? (() => import('snowflake-sdk')));
  if (driver.kind === 'failed') return driver;
  const password = await options.password();
  if (typeof password !== 'string') return password;
  const { account, user: username, role, origin: accessUrl } = options;
  try {
    // Its logger writes a file into the working directory unless it is told not to.
    driver.driver.configure({ logLevel: 'OFF', additionalLogToConsole: false });
    const connection = driver.driver.createConnection({
      account,
      accessUrl,
      username,
      password,
      role,
      application: 'spcs-sd',
      rowMode: 'array',
      fetchAsString: ['Boolean', 'Number', 'Date', 'JSON', 'Buffer'],
    });
    await logIn(connection);
    return { kind: 'open', connection, password };
  } catch (error) {
    const { code, message } = wordsOf(error, [password]);
    const reason = code.startsWith('390') ? 'unauthorized' : 'unreachable';
    return failed(reason, `the login of user ${username} failed: ${code} ${message}`);
  }
}

/** `connectAsync` resolves also when the login was refused. */
function logIn(connection: Connection): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.connect((error) => (error === undefined || error === null ? resolve() : reject(error)));
  });
}

type Loaded = { readonly kind: 'driver'; readonly driver: Driver } | StatementFailure;

async function loadDriver(load: LoadDriver): Promise<Loaded> {
  // Otherwise it asks the metadata services of three clouds where it runs.
  process.env['SNOWFLAKE_DISABLE_PLATFORM_DETECTION'] ??= 'true';
  try {
    const loaded = await load();
    const driver = isDriver(loaded) ? loaded : hasDefault(loaded) ? loaded.default : undefined;
    return isDriver(driver) ? { kind: 'driver', driver } : failed('credentials', installHint);
  } catch {
    return failed('credentials', installHint);
  }
}

function isDriver(value: unknown): value is Driver {
  return typeof value === 'object' && value !== null && 'createConnection' in value && 'configure' in value;
}

function hasDefault(value: unknown): value is { readonly default: unknown } {
  return typeof value === 'object' && value !== null && 'default' in value;
}

async function attempt(
  sql: string,
  connection: () => Promise<Opened>,
  signal: AbortSignal,
): Promise<StatementOutcome> {
  const opened = await connection();
  if (opened.kind === 'failed') return opened;
  if (signal.aborted) return failed('aborted', 'stopped');
  return new Promise((resolve) => {
    const statement = opened.connection.execute({
      sqlText: sql,
      complete: (error, done, rows) => {
        signal.removeEventListener('abort', cancel);
        resolve(
          error === undefined || error === null ? rowsOf(done, rows) : problemOf(error, [opened.password]),
        );
      },
    });
    const cancel = (): void => statement.cancel(() => undefined);
    signal.addEventListener('abort', cancel, { once: true });
  });
}

function rowsOf(statement: unknown, rows: readonly unknown[] | undefined): StatementOutcome {
  const columns = isRowStatement(statement) ? (statement.getColumns() ?? []) : [];
  return {
    kind: 'rows',
    columns: columns.map((column) => column.getName().toLowerCase()),
    rows: (rows ?? []).map((row) => (Array.isArray(row) ? row.map(cellOf) : [])),
  };
}

function isRowStatement(value: unknown): value is RowStatement {
  return typeof value === 'object' && value !== null && 'getColumns' in value;
}

/** The driver was told to give texts; what is none all the same is no cell that can be believed. */
function cellOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function problemOf(error: unknown, secrets: readonly string[]): StatementOutcome {
  const { code, sqlState, message } = wordsOf(error, secrets);
  // The session's own errors are 390…; the driver's, such as a broken connection, are 40….
  if (sqlState === '' || /^(?:390|40)\d{3,4}$/.test(code))
    return failed('unreachable', `${code} ${message}`.trim());
  return { kind: 'sql-error', code, sqlState, message };
}

function wordsOf(
  error: unknown,
  secrets: readonly string[],
): Readonly<Record<'code' | 'sqlState' | 'message', string>> {
  const text = (key: string): string => {
    const value: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, key) : undefined;
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  };
  return { code: text('code'), sqlState: text('sqlState'), message: safeText(text('message'), secrets) };
}
