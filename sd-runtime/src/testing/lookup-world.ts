/**
 * What one DNS server says in a test: for each name, what each question about it gives.
 */

export type Failing = 'servfail' | 'refused' | 'notimp' | 'silent' | 'malformed';

export interface WorldService {
  readonly target: string;
  readonly port: number;
}

/** What one question gives. A type that is not mentioned gives NODATA. */
export type WorldAnswer =
  | { readonly kind: 'services'; readonly services: readonly WorldService[]; readonly ttlSeconds?: number }
  | { readonly kind: 'addresses'; readonly addresses: readonly string[]; readonly ttlSeconds?: number }
  /** Records that do not belong to the question: of another name, or of another type. */
  | { readonly kind: 'foreign'; readonly what: 'owner' | 'type' }
  | { readonly kind: 'failing'; readonly how: Failing };

export interface WorldName {
  readonly SRV?: WorldAnswer;
  readonly A?: WorldAnswer;
  readonly AAAA?: WorldAnswer;
  /** Another name that it is an alias of. */
  readonly alias?: string;
}

export interface World {
  /** By lower-case name; a name that is not here does not exist. */
  readonly names: Readonly<Record<string, WorldName>>;
  /** Send the targets' addresses along with SRV. */
  readonly additional?: boolean;
  /** Every question gives this. */
  readonly failing?: Failing;
  /** Seconds, of negative answers; 7 without it. */
  readonly negativeTtlSeconds?: number;
}

export const negativeTtlOf = (world: World): number => world.negativeTtlSeconds ?? 7;
export const ttlOf = (answer: { readonly ttlSeconds?: number }): number => answer.ttlSeconds ?? 30;

export const srv = (...services: readonly (readonly [target: string, port: number])[]): WorldAnswer => ({
  kind: 'services',
  services: services.map(([target, port]) => ({ target, port })),
});
export const addresses = (...list: readonly string[]): WorldAnswer => ({
  kind: 'addresses',
  addresses: list,
});
export const failing = (how: Failing): WorldAnswer => ({ kind: 'failing', how });
