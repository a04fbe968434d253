/**
 * What one node publishes, in Prometheus' text format. Pure.
 *
 * Source: Snowflake's documentation of the metrics of compute pools (names, labels); the values
 * are made up and move like those of a busy service.
 */
import type { SandboxNode, SandboxPool } from '../account/account.ts';
import { capacityOf } from './families.ts';
import { wave } from './wave.ts';

type Labels = Readonly<Record<string, string>>;

/** One gauge with one or more samples. */
interface Gauge {
  readonly name: string;
  readonly help: string;
  readonly samples: readonly (readonly [labels: Labels, value: number])[];
}

const accountName = 'SANDBOX';
const mib = 2 ** 20;

function nodeLabels(pool: SandboxPool, node: SandboxNode): Labels {
  return {
    snow_account_name: accountName,
    snow_compute_pool_name: pool.name.toUpperCase(),
    snow_compute_pool_node_id: node.name,
    snow_compute_pool_node_instance_family: pool.instanceFamily,
  };
}

function serviceLabels(pool: SandboxPool, node: SandboxNode): Labels {
  return {
    ...nodeLabels(pool, node),
    snow_database_name: 'SANDBOX_DB',
    snow_schema_name: 'PUBLIC',
    snow_service_name: `${pool.name.toUpperCase()}_SERVICE`,
    snow_service_type: 'SERVICE',
    snow_service_container_name: 'main',
    snow_service_container_instance: node.name,
  };
}

function gauge(name: string, help: string, labels: Labels, value: number): Gauge {
  return { name, help, samples: [[labels, value]] };
}

function capacityGauges(pool: SandboxPool, labels: Labels): readonly Gauge[] {
  const { cpuCores, memoryBytes, gpus } = capacityOf(pool.instanceFamily);
  return [
    gauge('node_cpu_capacity', 'Cores of the node.', labels, cpuCores),
    gauge('node_memory_capacity', 'Bytes of memory of the node.', labels, memoryBytes),
    gauge('node_gpu_capacity', 'GPUs of the node.', labels, gpus),
  ];
}

function containerGauges(pool: SandboxPool, labels: Labels, key: string, at: number): readonly Gauge[] {
  const { cpuCores, memoryBytes } = capacityOf(pool.instanceFamily);
  const cpu = wave(`${key} cpu`, at, 0.05, 0.85) * cpuCores;
  const memory = Math.round(wave(`${key} memory`, at, 0.2, 0.7) * memoryBytes);
  return [
    gauge('container_cpu_usage', 'Cores that the container uses.', labels, cpu),
    gauge('container_cpu_requested', 'Cores that it asked for.', labels, cpuCores / 2),
    gauge('container_cpu_limit', 'Cores that it may use at most.', labels, cpuCores),
    gauge('container_memory_usage', 'Bytes of memory that the container uses.', labels, memory),
    gauge('container_memory_requested', 'Bytes of memory that it asked for.', labels, memoryBytes / 2),
    gauge('container_memory_limit', 'Bytes of memory that it may use at most.', labels, memoryBytes),
  ];
}

/** How often a node's container was started again, and whether a second container waits there: made up. */
function historyOf(node: SandboxNode): { readonly restarts: number; readonly waits: boolean } {
  const number = Number.parseInt(node.name.slice(-4), 36);
  return { restarts: number % 3, waits: number % 4 === 0 };
}

function stateGauges(node: SandboxNode, main: Labels): readonly Gauge[] {
  const { restarts, waits } = historyOf(node);
  const waiting: readonly Labels[] = waits ? [{ ...main, snow_service_container_name: 'sidecar' }] : [];
  const each = (ofMain: number, ofWaiting: number): Gauge['samples'] => [
    [main, ofMain],
    ...waiting.map((labels) => [labels, ofWaiting] as const),
  ];
  const because = (labels: Labels, reason: string): Gauge['samples'][number] => [{ ...labels, reason }, 1];
  const ended = restarts === 0 ? [] : [because(main, restarts === 1 ? 'Done' : 'Failed')];
  const states: readonly Gauge[] = [
    { name: 'container_restarts', help: 'How often it was started again.', samples: each(restarts, 0) },
    { name: 'container_state_running', help: '1 while it runs.', samples: each(1, 0) },
    { name: 'container_state_started', help: '1 once it has started.', samples: each(1, 0) },
    { name: 'container_state_pending', help: '1 while it waits to run.', samples: each(0, 1) },
    { name: 'container_state_finished', help: '1 once it has ended.', samples: each(0, 0) },
    {
      name: 'container_state_pending_reason',
      help: '1 for the reason why it waits.',
      samples: waiting.map((labels) => because(labels, 'ImagePullBackOff')),
    },
    {
      name: 'container_state_last_finished_reason',
      help: '1 for the reason why it ended last.',
      samples: ended,
    },
    {
      name: 'container_state_last_finished_exitcode',
      help: 'Exit code when it ended last.',
      samples: ended.map(() => [main, restarts === 1 ? 0 : 137] as const),
    },
  ];
  return states.filter(({ samples }) => samples.length > 0);
}

function gpuGauges(pool: SandboxPool, labels: Labels, key: string, at: number): readonly Gauge[] {
  const { gpus, gpuMemoryBytes } = capacityOf(pool.instanceFamily);
  if (gpus === 0) return [];
  const each = (value: (gpu: number) => number): Gauge['samples'] =>
    Array.from({ length: gpus }, (_, gpu) => [{ ...labels, gpu: String(gpu) }, value(gpu)] as const);
  const share = (gpu: number, what: string): number => wave(`${key} ${what} ${gpu}`, at, 0.1, 0.95);
  return [
    {
      name: 'container_gpu_utilization',
      help: 'Share of the GPU that is busy, 0 to 1.',
      samples: each((gpu) => share(gpu, 'gpu')),
    },
    {
      name: 'container_gpu_memory_usage',
      help: 'Bytes of GPU memory that the container uses.',
      samples: each((gpu) => Math.round(share(gpu, 'gpu memory') * gpuMemoryBytes)),
    },
    {
      name: 'container_gpu_memory_capacity',
      help: 'Bytes of memory of the GPU.',
      samples: each(() => gpuMemoryBytes),
    },
    gauge('container_gpu_requested', 'GPUs that it asked for.', labels, gpus),
    gauge('container_gpu_limit', 'GPUs that it may use at most.', labels, gpus),
  ];
}

function networkGauges(labels: Labels, key: string, at: number): readonly Gauge[] {
  const received = Math.round(wave(`${key} in`, at, 50, 4000));
  const sent = Math.round(wave(`${key} out`, at, 30, 2500));
  const denied = Math.round(wave(`${key} denied`, at, 0, 3));
  const connections = Math.round(wave(`${key} connections`, at, 1, 120));
  return [
    gauge('network_egress_received_packets', 'Packets received from outside.', labels, received),
    gauge('network_egress_received_bytes', 'Bytes received from outside.', labels, received * 900),
    gauge('network_egress_transmitted_packets', 'Packets sent outside.', labels, sent),
    gauge('network_egress_transmitted_bytes', 'Bytes sent outside.', labels, sent * 600),
    gauge('network_egress_denied_packets', 'Packets to outside that were denied.', labels, denied),
    gauge('network_ingress_connections_active', 'Open connections from outside.', labels, connections),
    gauge('network_ingress_cps', 'New connections a second.', labels, connections / 10),
  ];
}

function volumeGauges(service: Labels, key: string, at: number): readonly Gauge[] {
  const labels = { ...service, snow_volume_name: 'data' };
  const capacity = 10 * 1024 * mib;
  const used = Math.round(wave(`${key} volume`, at, 0.1, 0.6) * capacity);
  const reads = wave(`${key} reads`, at, 1, 400);
  const writes = wave(`${key} writes`, at, 1, 150);
  return [
    gauge('volume_capacity', 'Bytes of the volume.', labels, capacity),
    gauge('volume_usage', 'Bytes of the volume in use.', labels, used),
    gauge('volume_io_inflight', 'Operations under way.', labels, Math.round(reads / 80)),
    gauge('volume_read_iops', 'Reads a second.', labels, reads),
    gauge('volume_write_iops', 'Writes a second.', labels, writes),
    gauge('volume_read_throughput', 'Bytes read a second.', labels, reads * 16_384),
    gauge('volume_write_throughput', 'Bytes written a second.', labels, writes * 16_384),
  ];
}

function escaped(value: string): string {
  return value
    .replaceAll('\\', String.raw`\\`)
    .replaceAll('\n', String.raw`\n`)
    .replaceAll('"', String.raw`\"`);
}

function gaugeText({ name, help, samples }: Gauge): string {
  const lines = samples.map(([labels, value]) => {
    const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escaped(text)}"`);
    return `${name}{${pairs.join(',')}} ${value}\n`;
  });
  return `# HELP ${name} ${help}\n# TYPE ${name} gauge\n${lines.join('')}`;
}

/** The body of `/metrics` of one node at one time. */
export function nodeMetrics(pool: SandboxPool, node: SandboxNode, atSeconds: number): string {
  const service = serviceLabels(pool, node);
  const gauges = [
    ...capacityGauges(pool, nodeLabels(pool, node)),
    ...containerGauges(pool, service, node.name, atSeconds),
    ...stateGauges(node, service),
    ...gpuGauges(pool, service, node.name, atSeconds),
    ...networkGauges(service, node.name, atSeconds),
    ...volumeGauges(service, node.name, atSeconds),
  ];
  return gauges.map(gaugeText).join('');
}
