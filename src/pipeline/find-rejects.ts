import { InputError, type Problem } from '../core/errors.js';
import { rejectLimit } from '../core/reject-limit.js';
import type { Engine } from '../engine/engine.js';
import { cellIn, recordChecker, valueIn } from '../ingest/check-record.js';
import { openQuote, swallowingQuote } from '../ingest/file-problems.js';
import { placed } from '../ingest/load-plan.js';
import { isBlankRecord } from '../ingest/raw-fields.js';
import { type FoundRecord, type ScanResult, scanRecords } from '../ingest/scan-records.js';
import { swallowedLines } from '../ingest/swallowed-lines.js';
import { loadStatements } from '../sql/load-statements.js';
import type { LoadTableOptions } from './load-table.js';
import { count, EngineGaveUp, numbers } from './read-table.js';

/** Rows whose id stands more than once, or is that of a record that could not be read. */
export async function duplicatesOf(
  engine: Engine,
  { table, id }: LoadTableOptions,
  extra: readonly string[],
): Promise<Float64Array> {
  if (id === undefined) return new Float64Array();
  // Nearly always none does, and hashes are grouped in half the time.
  if (extra.length === 0 && (await count(engine, loadStatements.repeated(table, id))) === 0)
    return new Float64Array();
  return numbers(engine, loadStatements.duplicates(table, id, extra));
}

interface Suspects extends LoadTableOptions {
  readonly loaded: number;
  /** Places of records and rows, ascending. */
  readonly refused: Float64Array;
  readonly bad: Float64Array;
  readonly duplicates: Float64Array;
  /** How many of each kind are looked up. */
  readonly most: number;
}

interface Rejects {
  readonly rows: Float64Array;
  readonly problems: readonly Problem[];
  /** Whether the engine refused or flagged a record that nothing is wrong with, or that is not where it said. */
  readonly isMisread: boolean;
}

/** Of a table that nothing is wrong with. */
export const NO_REJECTS: Rejects = { rows: new Float64Array(), problems: [], isMisread: false };

/** Goes back to the file for the records that were refused or flagged, says what is wrong with each, and counts them all. */
export async function explainRejects(engine: Engine, suspects: Suspects): Promise<Rejects> {
  const { refused, bad, most } = suspects;
  const refusedScan = await scan(suspects, suspects.duplicates);
  assertQuotesClose(refusedScan, suspects);
  const refusedIds = idsOf([...refusedScan.refused.values()], suspects);
  const duplicates =
    refusedIds.length === 0 ? suspects.duplicates : await duplicatesOf(engine, suspects, refusedIds);
  const found =
    duplicates.length > suspects.duplicates.length ? await scan(suspects, duplicates) : refusedScan;
  const first = (places: Float64Array) => [...places.subarray(0, most)];
  const { plan, wanted, classification } = suspects;
  const check = recordChecker({ plan, wanted, classification });
  // What nothing stands in is no record: it is left out where the text is written again.
  const isRecord = (record: FoundRecord | undefined) =>
    record !== undefined && (plan.isCopy || !isBlankRecord(record.text, plan.delimiter));
  const problemsOf = (record: FoundRecord | undefined) => (isRecord(record) ? check(record!) : []);
  const toldOfRefused = first(refused).map((ordinal) => problemsOf(found.refused.get(ordinal)));
  const toldOfBad = first(bad).map((row) => problemsOf(found.rows.get(row)));
  const ofDuplicates = first(duplicates).map((row) => duplicateProblem(found.rows.get(row), suspects));
  const told = [...toldOfRefused, ...toldOfBad, ...ofDuplicates];
  const problems = told.flat().sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
  // Behind quotes that do not pair the engine begins a record where none does.
  const isAstray = !plan.isTrimmed && problems.some(({ code }) => code === 'BAD_QUOTE');
  const isMisread = isAstray || told.some((own) => own.length === 0);
  return { rows: union(bad, duplicates), problems, isMisread };
}

function scan({ plan, refused, bad, most }: Suspects, duplicates: Float64Array): Promise<ScanResult> {
  const rows = union(bad.subarray(0, most), duplicates.subarray(0, most));
  return scanRecords(plan.path, plan.delimiter, { refused, rows, most });
}

/** What stands in either of two ascending lists, ascending. */
function union(a: Float64Array, b: Float64Array): Float64Array {
  const both = new Float64Array(a.length + b.length);
  let n = 0;
  for (let [i, j] = [0, 0]; i < a.length || j < b.length; ) {
    const next = Math.min(a[i] ?? Number.POSITIVE_INFINITY, b[j] ?? Number.POSITIVE_INFINITY);
    if (a[i] === next) i++;
    if (b[j] === next) j++;
    both[n++] = next;
  }
  return both.subarray(0, n);
}

/** A quote that never closes makes good rows vanish into one bad record: that is a problem of the file. */
function assertQuotesClose(found: ScanResult, { plan, loaded, refused }: Suspects): void {
  const { file } = plan;
  const problems: Problem[] = [...found.refused.values()].flatMap((record) => {
    const lost = swallowedLines(record.text, plan.delimiter, plan.columns.length);
    return lost === 0 ? [] : [swallowingQuote(file, record.line, lost)];
  });
  if (problems.length === 0 && found.unterminated !== undefined) {
    problems.push(openQuote(file, found.unterminated));
  }
  // Of a file that is wrong throughout what is known to be wrong says more.
  const isWrong = refused.length > rejectLimit(found.records);
  if (problems.length === 0 && !isWrong && found.records !== loaded + refused.length) {
    const what = `${found.records} records, of which ${loaded} were read and ${refused.length} refused`;
    const expected = 'every record read or refused';
    throw new EngineGaveUp(file, { code: 'UNACCOUNTED', file, found: what, expected });
  }
  if (problems.length === 0) return;
  const inFiles = problems.map((problem) => placed(problem, plan));
  throw new InputError('FILE_PROBLEM', `${inFiles[0]!.file} cannot be read`, inFiles);
}

function idsOf(records: readonly FoundRecord[], { plan, id: name }: LoadTableOptions): string[] {
  const id = plan.columns.find((column) => column.name === name);
  const ids = id === undefined ? [] : records.map((record) => valueIn(record, id, plan));
  return ids.filter((value) => value !== undefined);
}

function duplicateProblem(
  record: FoundRecord | undefined,
  { plan, id: name }: LoadTableOptions,
): readonly Problem[] {
  if (record === undefined) return [];
  const id = plan.columns.find((column) => column.name === name)!;
  const found = valueIn(record, id, plan) ?? cellIn(record, id, plan)?.trim() ?? '';
  const at = { file: plan.file, line: record.line, column: id.name, found };
  return [{ code: 'DUPLICATE_ID', ...at, expected: 'each company once; every copy is rejected' }];
}
