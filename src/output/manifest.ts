import { sha256 } from '../core/hash.js';
import { canonicalJson } from '../document/canonical.js';

/** What stands in manifest.json: everything that decided, and checksums of everything written; no clock, no host. */
export interface Manifest {
  readonly formatVersion: 1;
  readonly run: string;
  readonly study: string;
  readonly asOf: string;
  readonly synthetic: boolean;
  readonly codeVersion: string;
  readonly seed: number;
  readonly inputs: Readonly<Record<string, InputMark>>;
  readonly documents: Readonly<Record<string, { readonly fingerprint: string; readonly status: string }>>;
  readonly counts: Readonly<Record<string, number>>;
  readonly options: Readonly<Record<string, string | number | boolean>>;
  /** SHA-256 of each output; Parquet is compared by content and has its row count instead. */
  readonly outputs: Readonly<Record<string, { readonly sha256: string } | { readonly rows: number }>>;
}

/** What an input is known by. */
export interface InputMark {
  readonly file: string;
  readonly sha256: string;
  /** The fingerprint of what dipper.json says of a file's headers, where it does. */
  readonly mapping?: string;
  /** Of the ratings of the run before: that run, where they lie in its folder as it wrote them. No part of the id. */
  readonly run?: string;
}

/** What decides what a run finds, and gives it its id. */
export type RunFacts = Omit<Manifest, 'run' | 'counts' | 'outputs'>;

/**
 * A run's facts with its id: the day, what it is where it is no run of ratings, and the first digits of the facts' hash.
 * @param kind e.g. lines
 */
export function identified<T extends RunFacts>(facts: T, kind?: string): T & { readonly run: string } {
  return { run: [facts.asOf, ...(kind === undefined ? [] : [kind]), markOf(facts)].join('-'), ...facts };
}

/** The first digits of the hash of what decides: of an input its bytes do, wherever it lies and whatever run it is of. */
export function markOf({ inputs, ...facts }: RunFacts): string {
  // A manifest that was damaged may have none.
  const marks = Object.entries(inputs ?? {}).map(([role, { run: _run, ...mark }]) => [role, mark] as const);
  return sha256(canonicalJson({ ...facts, inputs: Object.fromEntries(marks) })).slice(0, 12);
}

/** Its name in the folder of a run. */
export const MANIFEST = 'manifest.json';

/** A manifest, as far as one can tell; undefined for a text that is none. */
export function manifestIn(text: string): Manifest | undefined {
  try {
    const manifest = JSON.parse(text) as Manifest;
    const { run, outputs, inputs } = manifest;
    const isOne = typeof run === 'string' && areMarks(outputs) && (inputs === undefined || areMarks(inputs));
    return isOne ? manifest : undefined;
  } catch {
    return undefined;
  }
}

/** An object of objects. */
const areMarks = (value: unknown): boolean => isObject(value) && Object.values(value).every(isObject);

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
