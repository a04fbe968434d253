/**
 * A simulated account with the built program on it, as endpoint and as file: what the configurations of
 * `deploy/` expect to find.
 *
 * Owns everything that it starts.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { startSandbox, type Sandbox } from '@spcs-sd/sandbox';
import { stringify } from 'yaml';
import { accessTo } from './account-access.ts';
import { freeTcpPort } from './ports.ts';
import { startSpcsSd, urlOf, type SpcsSd } from './spcs-sd.ts';
import { tempFolder, type TempFolder } from './temp.ts';

type Config = Readonly<Record<string, unknown>>;

/** The account, and where the programs are or will be. */
export interface DeployPlaces {
  readonly sandbox: Sandbox;
  readonly folder: TempFolder;
  /** `host:port` of both programs. */
  readonly httpAddress: string;
  readonly fileAddress: string;
  /** The file that is kept; nothing else is in its folder. */
  readonly outputPath: string;
  /** The configurations; what is replaced in them applies after a reload. */
  configure(program: 'http' | 'file', sections?: Config): Promise<void>;
}

export interface DeployStack extends DeployPlaces {
  readonly http: SpcsSd;
  readonly file: SpcsSd;
  /** Every `host:port` that is given, in code-unit order. */
  targets(): readonly string[];
  stop(): Promise<void>;
}

export interface DeployStackOptions {
  /** Sections that replace those of the usual configuration of both. */
  readonly config?: Config;
  /** Before the programs start: other configurations, faults that are there from the beginning. */
  readonly prepare?: (places: DeployPlaces) => Promise<void>;
}

/** Quick, so that changes come within seconds; one pool of each kind that the dashboards tell apart. */
export async function startDeployStack({ config, prepare }: DeployStackOptions = {}): Promise<DeployStack> {
  const folder = await tempFolder('deploy');
  const sandbox = await startSandbox({
    nodePort: 0,
    pools: [
      { name: 'WEB', nodes: 5, owner: 'WEB_ROLE' },
      { name: 'TRAINING', nodes: 2, owner: 'ML_ROLE', instanceFamily: 'GPU_NV_M' },
      { name: 'LEGACY', nodes: 1, publishes: 'a' },
      { name: 'SPARE', nodes: 1, owner: 'WEB_ROLE', idle: true },
      { name: 'NIGHTLY', nodes: 2, suspended: true },
    ],
    ttlSeconds: 1,
    negativeTtlSeconds: 1,
  });
  const programs: SpcsSd[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(programs.map((program) => program.stop()));
    await sandbox.close();
    await folder.remove();
  };
  try {
    const places = await placesOf(sandbox, folder, config);
    await prepare?.(places);
    const [http, file] = startPrograms(places);
    programs.push(http, file);
    await Promise.all(programs.map(urlOf));
    const targets = (): readonly string[] => [...sandbox.expectedTargets().values()].flat().toSorted();
    return { ...places, http, file, targets, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function placesOf(sandbox: Sandbox, folder: TempFolder, config?: Config): Promise<DeployPlaces> {
  for (const name of ['sd', 'state']) await mkdir(folder.file(name));
  await writeFile(folder.file('token'), sandbox.sql.sessionToken());
  const configure: DeployPlaces['configure'] = (program, sections) =>
    writeFile(folder.file(`${program}.yml`), stringify({ ...configOf(sandbox), ...config, ...sections }));
  await Promise.all([configure('http'), configure('file')]);
  return {
    sandbox,
    folder,
    httpAddress: `127.0.0.1:${await freeTcpPort()}`,
    fileAddress: `127.0.0.1:${await freeTcpPort()}`,
    outputPath: folder.file('sd/spcs.json'),
    configure,
  };
}

function startPrograms({
  folder,
  httpAddress,
  fileAddress,
  outputPath,
}: DeployPlaces): readonly [SpcsSd, SpcsSd] {
  const start = (program: string, address: string, flag: string): SpcsSd =>
    startSpcsSd(
      [
        program,
        `--config.file=${folder.file(`${program}.yml`)}`,
        `--web.listen-address=${address}`,
        `--state.file=${folder.file(`state/${program}.json`)}`,
        flag,
      ],
      { cwd: folder.path },
    );
  return [
    start('http', httpAddress, '--web.enable-lifecycle'),
    start('file', fileAddress, `--output.file=${outputPath}`),
  ];
}

function configOf(sandbox: Sandbox): Config {
  return {
    pools: { snowflake: { ...accessTo(sandbox.sql), refresh_interval: '1s' } },
    dns: {
      servers: [sandbox.dnsAddress],
      port: sandbox.nodePort,
      timeout: '300ms',
      attempts: 1,
      min_refresh: '500ms',
      max_refresh: '1s',
    },
    retention: { confirm_for: '1s', confirm_collapse: '1s', startup_grace: '2s' },
    limits: { allow_cidrs: ['127.0.0.0/8'] },
  };
}
