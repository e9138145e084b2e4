import { z } from 'zod';
import { sha256 } from '../core/hash.js';
import { canonicalJson } from './canonical.js';
import { problemsOfIssue } from './schema-problems.js';

/** What stands before the first record of a log. */
const GENESIS = '0'.repeat(64);

/** One record of the decision log: what was decided, from what, by which documents. */
export interface DecisionBody {
  readonly kind: 'decision' | 'watch';
  /** Id of the application, or of the loan. */
  readonly id: string;
  readonly companyId: string;
  readonly decidedOn: string;
  readonly study: string;
  readonly asOf: string;
  readonly synthetic: boolean;
  /** True when a document was not approved. */
  readonly draft: boolean;
  readonly codeVersion: string;
  /** Fingerprints by document; copies stand beside the log. */
  readonly documents: Readonly<Record<string, string>>;
  /** Everything the decision was made from. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** SHA-256 of the canonical inputs. */
  readonly inputsSha256: string;
  readonly result: Readonly<Record<string, unknown>>;
}

/** A record in its place. */
export interface DecisionRecord extends DecisionBody {
  /** 1 for the first. */
  readonly seq: number;
  /** Hash of the record before. */
  readonly prev: string;
  /** SHA-256 of `prev` and the canonical record without `hash`. */
  readonly hash: string;
}

/**
 * Puts a record at the end of a chain.
 * @param body the record's content
 * @param last the record before; undefined for the first
 */
export function sealRecord(
  body: DecisionBody,
  last: Pick<DecisionRecord, 'seq' | 'hash'> | undefined,
): DecisionRecord {
  const open = { ...body, seq: (last?.seq ?? 0) + 1, prev: last?.hash ?? GENESIS };
  return { ...open, hash: hashOf(open) };
}

function hashOf(open: Omit<DecisionRecord, 'hash'>): string {
  return sha256(open.prev + canonicalJson(open));
}

/** What is wrong with a line of the log. */
export interface LogFault {
  readonly code: 'NOT_A_RECORD' | 'NOT_CANONICAL' | 'OUT_OF_SEQUENCE' | 'CHAIN_BROKEN' | 'CHANGED';
  readonly found: string;
  readonly expected: string;
  /** Where in a record that is whole otherwise, e.g. `inputs.borrower`. */
  readonly path?: string;
}

const shared = {
  id: z.string(),
  companyId: z.string(),
  decidedOn: z.string(),
  study: z.string(),
  asOf: z.string(),
  synthetic: z.boolean(),
  draft: z.boolean(),
  codeVersion: z.string(),
  documents: z.record(z.string(), z.string()),
  inputsSha256: z.string(),
  result: z.looseObject({}),
};

const object = z.looseObject({});

/** What every record says; its hash vouches for nothing but that it was not changed since it was sealed. */
const recordSchema = z.discriminatedUnion('kind', [
  z.looseObject({
    ...shared,
    kind: z.literal('decision'),
    inputs: z.looseObject({ application: object, borrower: object }),
  }),
  z.looseObject({ ...shared, kind: z.literal('watch'), inputs: z.looseObject({ loan: object }) }),
]);

/**
 * Reads one line of a log and holds it against the chain so far.
 * @param line the line without its end
 * @param last the record before; undefined for the first
 * @returns the record, or the first thing that is wrong
 */
export function readRecord(
  line: string,
  last: Pick<DecisionRecord, 'seq' | 'hash'> | undefined,
): { readonly record: DecisionRecord } | { readonly fault: LogFault } {
  const fault = (code: LogFault['code'], found: string, expected: string) => ({
    fault: { code, found, expected },
  });
  const record = parsed(line);
  if (record === undefined) return fault('NOT_A_RECORD', line.slice(0, 40), 'one JSON record');
  const { hash, ...open } = record;
  const seq = (last?.seq ?? 0) + 1;
  if (open.seq !== seq)
    return fault('OUT_OF_SEQUENCE', `record ${open.seq}`, `record ${seq}: records are missing or moved`);
  if (hashOf(open) !== hash) return fault('CHANGED', hashOf(open), `${hash}, the hash it was written with`);
  if (canonicalJson(record) !== line)
    return fault('NOT_CANONICAL', 'other bytes for the same values', 'the bytes that were written');
  if (open.prev !== (last?.hash ?? GENESIS))
    return fault('CHAIN_BROKEN', open.prev, `${last?.hash ?? GENESIS}, the hash of the record before`);
  const unlike = unlikeRecord(record);
  return unlike === undefined ? { record } : { fault: unlike };
}

/** The first thing that a record lacks, or says otherwise than records do. */
function unlikeRecord(record: DecisionRecord): LogFault | undefined {
  const { error } = recordSchema.safeParse(record);
  if (error === undefined) return undefined;
  const { path, found = '', expected = '' } = problemsOfIssue(error.issues[0]!, record, '')[0]!;
  return { code: 'NOT_A_RECORD', ...(path !== undefined && { path }), found, expected };
}

function parsed(line: string): DecisionRecord | undefined {
  try {
    const value: unknown = JSON.parse(line);
    const isRecord = typeof value === 'object' && value !== null && 'seq' in value && 'hash' in value;
    return isRecord ? (value as DecisionRecord) : undefined;
  } catch {
    return undefined;
  }
}
