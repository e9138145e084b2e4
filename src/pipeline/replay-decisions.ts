import { basename } from 'node:path';
import type { z } from 'zod';
import { DocumentError, InputError, type Problem } from '../core/errors.js';
import { sha256 } from '../core/hash.js';
import { canonicalJson } from '../document/canonical.js';
import type { DecisionRecord } from '../document/decision-record.js';
import { enterpriseDocumentSchema } from '../document/enterprise-document.js';
import { industryDocumentSchema } from '../document/industry-document.js';
import { policySchema } from '../document/policy.js';
import { readDocument } from '../document/read-document.js';
import { documentOfLog } from '../output/kept-documents.js';
import { assertLog, LOG_START, readLog } from '../output/read-log.js';
import { plain } from './decision-body.js';
import { type ApplicationInputs, type DecisionKit, decisionKit } from './decision-kit.js';
import { logIndex } from './log-index.js';
import type { WatchInputs } from './watch-kit.js';

/** What a replay found. */
export interface Replay {
  readonly records: number;
  /** Hash of the last good record; null for an empty log. */
  readonly head: string | null;
  /** Outcomes and how many records have them. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** The first thing that is wrong; null when every record stands and is decided alike again. */
  readonly problem: Problem | null;
}

/** How a log is replayed. */
export interface ReplayOptions {
  /** A head noted earlier: the log must still hold it. */
  readonly expectHead?: string;
}

/**
 * Reads a log from its start, holds every record against the chain, and decides each again from its own inputs and the
 * kept copies of its documents.
 * @param path decisions.jsonl
 * @throws InputError NO_LOG; with `expectHead` a log that is gone is a head not found
 */
export async function replayDecisions(path: string, { expectHead }: ReplayOptions = {}): Promise<Replay> {
  if (expectHead === undefined) assertLog(path);
  const records: DecisionRecord[] = [];
  let problem: Problem | null = null;
  try {
    await readLog(path, LOG_START, (record) => records.push(record));
  } catch (error) {
    if (!(error instanceof InputError) || error.code !== 'LOG_DAMAGED') throw error;
    problem = error.problems[0]!;
  }
  const again = await firstDifference(path, records);
  const outcomes: Record<string, number> = {};
  for (const { result } of records) {
    const name = String(result.outcome ?? result.action);
    outcomes[name] = (outcomes[name] ?? 0) + 1;
  }
  const head = records.at(-1)?.hash ?? null;
  return {
    records: records.length,
    head,
    outcomes,
    problem: again ?? problem ?? missingHead(records, expectHead),
  };
}

function missingHead(records: readonly DecisionRecord[], expectHead: string | undefined): Problem | null {
  if (expectHead === undefined || records.some(({ hash }) => hash === expectHead)) return null;
  const found = `${records.length} records that end in ${records.at(-1)?.hash ?? 'nothing'}`;
  const expected = `a record with the hash ${expectHead}`;
  return { code: 'HEAD_NOT_FOUND', found, expected, hint: 'the tail was cut off, or this is another log' };
}

/** The first record that its own inputs and documents do not lead to again. */
async function firstDifference(path: string, records: readonly DecisionRecord[]): Promise<Problem | null> {
  const kits = new Map<string, DecisionKit>();
  const index = logIndex();
  for (const record of records) {
    const { seq, documents, asOf } = record;
    const at = { line: seq, file: basename(path) };
    if (sha256(canonicalJson(record.inputs)) !== record.inputsSha256)
      return { ...at, code: 'INPUTS_DIFFER', found: 'other inputs', expected: record.inputsSha256 };
    const key = `${canonicalJson(documents)} ${asOf}`;
    const kit = kits.get(key) ?? (await kitOf(path, record));
    kits.set(key, kit);
    const expected = decideAgain(record, kit, index);
    if (canonicalJson(expected) !== canonicalJson(record.result)) {
      return {
        ...at,
        code: 'DECIDED_OTHERWISE',
        ...differenceOf(record.result, expected),
        hint: `the record was made by version ${record.codeVersion}`,
      };
    }
    index.add(record);
  }
  return null;
}

/** The first name under which two results say different things. */
function differenceOf(
  result: Readonly<Record<string, unknown>>,
  expected: Readonly<Record<string, unknown>>,
): Pick<Problem, 'path' | 'found' | 'expected'> {
  const told = (from: Readonly<Record<string, unknown>>, name: string) =>
    Object.hasOwn(from, name) ? canonicalJson(from[name]) : 'nothing';
  const names = [...Object.keys(expected), ...Object.keys(result)];
  const name = names.find((each) => told(result, each) !== told(expected, each))!;
  return { path: `result.${name}`, found: told(result, name), expected: told(expected, name) };
}

function decideAgain(
  { kind, companyId, decidedOn, inputs, asOf }: DecisionRecord,
  kit: DecisionKit,
  index: ReturnType<typeof logIndex>,
): Record<string, unknown> {
  if (kind === 'watch') return plain(kit.watch(inputs as unknown as WatchInputs));
  const own = inputs as unknown as ApplicationInputs;
  const logAmount = index.grantedTo({ companyId, ...own.borrower }, { asOf, on: decidedOn });
  return plain(kit.decide({ ...own, borrower: { ...own.borrower, logAmount } }, decidedOn));
}

async function kitOf(path: string, { documents, asOf, seq }: DecisionRecord): Promise<DecisionKit> {
  const read = async <S extends z.ZodType>(name: string, schema: S): Promise<z.infer<S>> => {
    const fingerprint = documents[name]!;
    const copy = await documentOfLog(path, fingerprint);
    const found = await readDocument(copy, schema);
    if (found.fingerprint === fingerprint) return found.value;
    throw new DocumentError(
      'CHANGED_DOCUMENT',
      `The kept copy of ${name}.json of record ${seq} was changed`,
      [
        {
          code: 'CHANGED_DOCUMENT',
          path: copy,
          found: found.fingerprint,
          expected: fingerprint,
        },
      ],
    );
  };
  return decisionKit(
    {
      industry: await read('industry', industryDocumentSchema),
      enterprise: await read('enterprise', enterpriseDocumentSchema),
      policy: await read('policy', policySchema),
    },
    asOf,
  );
}
