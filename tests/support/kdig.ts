/**
 * kdig as the oracle: what a DNS server says, in someone else's words.
 *
 * Reads kdig's JSON (RFC 8427). All questions of one call go through one process.
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { pathOf } from './needs.ts';

export interface KdigQuestion {
  readonly name: string;
  readonly type: string;
}

export interface KdigRecord {
  /** Lower-case, without its last dot. */
  readonly name: string;
  readonly type: string;
  readonly ttlSeconds: number;
  /** In zone-file form, such as `0 0 9001 n1.example.`; lower-case. */
  readonly data: string;
}

export interface KdigAnswer {
  /** 0 NOERROR, 2 SERVFAIL, 3 NXDOMAIN, 5 REFUSED, … */
  readonly rcode: number;
  readonly authoritative: boolean;
  readonly truncated: boolean;
  readonly messageBytes: number;
  /** In the order of the message; without OPT. */
  readonly answers: readonly KdigRecord[];
  readonly authorities: readonly KdigRecord[];
  readonly additionals: readonly KdigRecord[];
}

export interface KdigOptions {
  /** `udp`: truncated answers are returned as they are. `tcp`: one kept connection. */
  readonly transport: 'udp' | 'tcp';
  /** EDNS size in bytes; without it no EDNS is sent. */
  readonly ednsBytes?: number;
}

type JsonRecord = Readonly<Record<string, string | number>>;
interface JsonMessage {
  readonly RCODE: number;
  readonly AA: number;
  readonly TC: number;
  readonly msgLength: number;
  readonly answerRRs?: readonly JsonRecord[];
  readonly authorityRRs?: readonly JsonRecord[];
  readonly additionalRRs?: readonly JsonRecord[];
}

const optType = 41;
/** More questions in one process are no faster, and a command line has its limit. */
const questionsPerRun = 1000;

function record(json: JsonRecord): KdigRecord {
  const type = String(json['TYPEname']);
  return {
    name: String(json['NAME']).toLowerCase().replace(/\.$/, ''),
    type,
    ttlSeconds: Number(json['TTL']),
    data: String(json[`rdata${type}`]).toLowerCase(),
  };
}

function records(json: readonly JsonRecord[] = []): readonly KdigRecord[] {
  return json.filter((entry) => entry['TYPE'] !== optType).map(record);
}

function answer(text: string): KdigAnswer {
  const json: JsonMessage = JSON.parse(text);
  return {
    rcode: json.RCODE,
    authoritative: json.AA === 1,
    truncated: json.TC === 1,
    messageBytes: json.msgLength,
    answers: records(json.answerRRs),
    authorities: records(json.authorityRRs),
    additionals: records(json.additionalRRs),
  };
}

async function run(
  port: number,
  questions: readonly KdigQuestion[],
  { transport, ednsBytes }: KdigOptions,
): Promise<readonly KdigAnswer[]> {
  const flags = transport === 'tcp' ? ['+tcp', '+keepopen'] : ['+notcp', '+ignore'];
  const edns = ednsBytes === undefined ? [] : [`+bufsize=${ednsBytes}`];
  const asked = questions.flatMap(({ name, type }) => ['-q', `${name}.`, '-t', type]);
  const { stdout } = await promisify(execFile)(
    pathOf('kdig'),
    [
      '@127.0.0.1',
      '-p',
      String(port),
      '+json',
      '+noidn',
      '+retry=0',
      '+timeout=5',
      ...flags,
      ...edns,
      ...asked,
    ],
    { maxBuffer: 1 << 28 },
  );
  // One JSON object a question; only their last lines begin with a brace that closes.
  return stdout
    .split(/(?<=^\})\n/m)
    .filter(Boolean)
    .map(answer);
}

/** Asks 127.0.0.1:port; answers come in the order of the questions. Rejects when one has no answer. */
export async function kdigAll(
  port: number,
  questions: readonly KdigQuestion[],
  options: KdigOptions,
): Promise<readonly KdigAnswer[]> {
  const answers: KdigAnswer[] = [];
  for (let start = 0; start < questions.length; start += questionsPerRun) {
    answers.push(...(await run(port, questions.slice(start, start + questionsPerRun), options)));
  }
  return answers;
}

/** One question. */
export async function kdig(
  port: number,
  name: string,
  type: string,
  options: KdigOptions = { transport: 'udp', ednsBytes: 1232 },
): Promise<KdigAnswer> {
  const [first] = await kdigAll(port, [{ name, type }], options);
  if (first === undefined) throw new Error(`kdig gave no answer for ${name} ${type}`);
  return first;
}
