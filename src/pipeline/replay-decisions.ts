import { basename } from 'node:path';
import { InputError, type Problem } from '../core/errors.js';
import type { DecisionRecord } from '../document/decision-record.js';
import { assertLog, LOG_START, readLog } from '../output/read-log.js';
import { decideAgain } from './decide-again.js';

/** What a replay found. */
export interface Replay {
  /** Records that stand in the chain, up to the first that is broken. */
  readonly records: number;
  /** Hash of the last good record; null for an empty log. */
  readonly head: string | null;
  /** Outcomes and how many records have them. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** The first of `problems`; null when every record stands and is decided alike again. */
  readonly problem: Problem | null;
  /**
   * What is wrong, the first bad record first: the first that breaks the chain, the first that is decided otherwise; then a head that
   * is not found, and copies of documents that are missing or changed.
   */
  readonly problems: readonly Problem[];
}

/** How a log is replayed. */
export interface ReplayOptions {
  /** A head noted earlier: the log must still hold it. */
  readonly expectHead?: string;
}

/**
 * Reads a log from its start and holds every record against the chain; then decides each that stands again, from its own inputs and
 * the kept copies of its documents.
 * @param path decisions.jsonl
 * @throws InputError NO_LOG; with `expectHead` a log that is gone is a head not found
 */
export async function replayDecisions(path: string, { expectHead }: ReplayOptions = {}): Promise<Replay> {
  if (expectHead === undefined) assertLog(path);
  const records: DecisionRecord[] = [];
  const broken = await brokenRecord(path, records);
  const lost = missingHead(records, expectHead);
  const again = (await decideAgain(path, records)).map((each) => ({ file: basename(path), ...each }));
  const problems = inOrder([...broken, ...lost, ...again]);
  const outcomes: Record<string, number> = {};
  for (const { result } of records) {
    const name = String(result.outcome ?? result.action);
    outcomes[name] = (outcomes[name] ?? 0) + 1;
  }
  const head = records.at(-1)?.hash ?? null;
  return { records: records.length, head, outcomes, problem: problems[0] ?? null, problems };
}

/** The first bad record first; then what is of no single one: the head, copies of documents. */
const inOrder = (problems: readonly Problem[]): Problem[] =>
  problems.toSorted((a, b) => (a.line ?? Number.MAX_SAFE_INTEGER) - (b.line ?? Number.MAX_SAFE_INTEGER));

/** Gathers the records up to the first that breaks the chain, and tells what is wrong with that. */
async function brokenRecord(path: string, records: DecisionRecord[]): Promise<readonly Problem[]> {
  try {
    await readLog(path, LOG_START, (record) => records.push(record));
    return [];
  } catch (error) {
    if (!(error instanceof InputError) || error.code !== 'LOG_DAMAGED') throw error;
    return error.problems;
  }
}

function missingHead(records: readonly DecisionRecord[], expectHead: string | undefined): Problem[] {
  if (expectHead === undefined || records.some(({ hash }) => hash === expectHead)) return [];
  const found = `${records.length} records that end in ${records.at(-1)?.hash ?? 'nothing'}`;
  const expected = `a record with the hash ${expectHead}`;
  return [{ code: 'HEAD_NOT_FOUND', found, expected, hint: 'the tail was cut off, or this is another log' }];
}
