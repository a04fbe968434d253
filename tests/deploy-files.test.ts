/**
 * The files of `deploy/` and the configurations in documents, held to each other and to the programs that read
 * them: no server runs here.
 */
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse, parseAllDocuments, stringify } from 'yaml';
import { loadConfig } from '../sd-cli/src/config/load-config.ts';
import { runProgram } from '../sd-cli/src/program.ts';
import { repository } from '../tools/run.mjs';
import { dashboards } from './support/dashboards.ts';
import { deployPath, deployText } from './support/deploy-files.ts';
import { blocksOf } from './support/documents.ts';
import { needs, pathOf } from './support/needs.ts';
import { tempFolder, type TempFolder } from './support/temp.ts';

const execute = promisify(execFile);
let folder: TempFolder;
beforeAll(async () => {
  folder = await tempFolder('deploy-files');
});
afterAll(() => folder.remove());

/** As the collector fills them in where the environment says nothing. */
const withDefaults = (text: string): string => text.replaceAll(/\$\{env:\w+:-([^}]*)\}/g, '$1');

/** What every container of a service has. */
const serviceEnv = { SNOWFLAKE_ACCOUNT: 'LOCATOR', SNOWFLAKE_HOST: 'org-account.snowflakecomputing.com' };

describe('configurations', () => {
  needs('promtool').test('of Prometheus, alone, in collectors and in documents, are accepted', async () => {
    const collector = parse(withDefaults(deployText('otel-collector/scrape.yaml')));
    const allocator = parse(deployText('otel-collector/target-allocator.yaml'));
    const inside = [collector, allocator.spec.config].map((each) => each.receivers.prometheus.config);
    const blocks = blocksOf('yaml').filter(({ text }) => text.includes('scrape_configs:'));
    expect(blocks.length).toBeGreaterThan(1);
    const written = [...inside.map((config) => stringify(config)), ...blocks.map(({ text }) => text)];
    const paths = written.map((_, index) => folder.file(`${index}.yml`));
    await Promise.all(written.map((text, index) => writeFile(paths[index] ?? '', text)));
    const shipped = ['prometheus', 'file-sd', 'filtering', 'sharding', 'store'];
    const files = shipped.map((name) => deployPath(`prometheus/${name}.yml`));
    const all = [...files, deployPath('snowflake/prometheus.yml'), ...paths];
    await expect(execute(pathOf('promtool'), ['check', 'config', ...all])).resolves.toBeDefined();
  });

  test('of spcs-sd, in Kubernetes and in documents, are accepted', () => {
    const [map] = kubernetes('shared-endpoint.yaml').filter(({ kind }) => kind === 'ConfigMap');
    // A scenario has pools too.
    const isConfig = (text: string): boolean => /^(#.*\n)?pools:/.test(text) && !/^steps:/m.test(text);
    const blocks = blocksOf('yaml').filter(({ text }) => isConfig(text));
    expect(blocks).not.toEqual([]);
    for (const text of [map?.data?.['spcs-sd.yml'] ?? '', ...blocks.map((block) => block.text)]) {
      const loaded = loadConfig(text, 'spcs-sd.yml', serviceEnv);
      expect(loaded.kind === 'ok' ? [] : loaded.errors).toEqual([]);
    }
  });
});

interface Container {
  readonly name: string;
  readonly image: string;
  readonly args?: readonly string[];
  readonly securityContext?: Readonly<Record<string, unknown>>;
}

interface KubernetesObject {
  readonly kind: string;
  readonly data?: Readonly<Record<string, string>>;
  readonly spec?: {
    readonly template?: {
      readonly spec: {
        readonly securityContext: Readonly<Record<string, unknown>>;
        readonly containers: readonly Container[];
      };
    };
  };
}

function kubernetes(name: string): readonly KubernetesObject[] {
  return parseAllDocuments(deployText(`kubernetes/${name}`)).map((document) => document.toJS());
}

const podNames = ['shared-endpoint.yaml', 'sidecar.yaml'];
const pods = podNames.flatMap(kubernetes).flatMap(({ spec }) => spec?.template?.spec ?? []);

describe('containers', () => {
  test('in Kubernetes run without root, privileges, or a root file system to write to', () => {
    expect(pods).toHaveLength(podNames.length);
    for (const pod of pods) {
      expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 65_532 });
      for (const { securityContext } of pod.containers) {
        expect(securityContext).toEqual({
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        });
      }
    }
  });

  test('give spcs-sd commands and flags that it has', async () => {
    const compose = parse(deployText('compose/compose.yaml'));
    const ofPods = pods.flatMap(({ containers }) =>
      containers.filter(({ image }) => image.includes('spcs-sd')),
    );
    const lines = [...ofPods.map(({ args = [] }) => args), compose.services.account.command];
    expect(lines).toHaveLength(3);
    for (const [command = '', ...flags] of lines) {
      let help = '';
      const out = (text: string): void => void (help += text);
      expect(await runProgram([command, '--help'], { out, err: out, env: {} })).toBe(0);
      const missing = flags
        .map((flag: string) => flag.replace(/=.*/, ''))
        .filter((flag: string) => !help.includes(flag));
      expect(missing).toEqual([]);
    }
  });

  test('of the image and of Compose find the files that they name', () => {
    const dockerfile = readFileSync(join(repository, 'Dockerfile'), 'utf8');
    const { workspaces }: { readonly workspaces: readonly string[] } = JSON.parse(
      readFileSync(join(repository, 'package.json'), 'utf8'),
    );
    const manifests = workspaces.map((workspace) => `COPY ${workspace}/package.json ${workspace}/`);
    expect(manifests.filter((line) => !dockerfile.includes(`${line}\n`))).toEqual([]);
    expect(dockerfile.match(/^COPY \S+\/package\.json/gm)).toHaveLength(workspaces.length);

    const mounts = deployText('compose/compose.yaml').matchAll(/^ +- (\.[\w./-]+):/gm);
    expect([...mounts].filter(([, path = '']) => !existsSync(deployPath(join('compose', path))))).toEqual([]);
  });

  test('of the service in Snowflake find their files on the stage, and their images in the repository', () => {
    const [service, sql, readme] = ['service.yaml', 'setup.sql', 'README.md'].map((name) =>
      deployText(`snowflake/${name}`),
    ) as [string, string, string];
    const named = [service, deployText('snowflake/prometheus.yml')].flatMap((text) =>
      [...text.matchAll(/\/config\/([\w./*-]+)/g)].map(([, path = '']) => path.replace(/\/\*.*$/, '')),
    );
    expect(named.length).toBeGreaterThan(4);
    for (const path of named) {
      expect(existsSync(deployPath(path))).toBe(true);
      // A file by its folder, a folder by itself or by what is below it.
      const parent = path.includes('.') ? join(path, '..') : path;
      expect(sql).toContain(`@metrics_db.public.config/${parent}`);
    }
    const { containers }: { readonly containers: readonly Container[] } = parse(service).spec;
    const images = containers.map(({ image }) => image.replace('/metrics_db/public/images/', ''));
    expect(images.filter((image) => !readme.includes(`/${image}`))).toEqual([]);
  });
});

describe('dashboards', () => {
  test.each(dashboards().map((dashboard) => [dashboard.title, dashboard] as const))(
    '%s: panels have an id and a place of their own, variables are used',
    (_, { panels, templating }) => {
      expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
      const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
        Array.from({ length: w * h }, (__, cell) => `${x + (cell % w)},${y + Math.floor(cell / w)}`),
      );
      expect(new Set(cells).size).toBe(cells.length);
      expect(panels.every(({ gridPos: { x, w } }) => x + w <= 24)).toBe(true);
      const asked = JSON.stringify(panels);
      expect(
        templating.list.filter(({ name }) => !asked.includes(`$${name}`) && !asked.includes(`\${${name}}`)),
      ).toEqual([]);
    },
  );

  test('are all there is in their folder, under names that stay', () => {
    expect(readdirSync(deployPath('grafana/dashboards'))).toHaveLength(3);
    expect(
      dashboards()
        .map(({ uid }) => uid)
        .toSorted(),
    ).toEqual(['spcs-compute-pools', 'spcs-discovery', 'spcs-services']);
  });
});
