import { InputError, type Problem } from '../core/errors.js';
import { rejectLimit } from '../core/reject-limit.js';
import type { Classification } from '../document/industry-spec.js';
import type { Engine } from '../engine/engine.js';
import { cellIn, recordChecker, valueIn } from '../ingest/check-record.js';
import { openQuote, swallowingQuote } from '../ingest/file-problems.js';
import { type LoadPlan, placed } from '../ingest/load-plan.js';
import { isBlankRecord } from '../ingest/raw-fields.js';
import { type FoundRecord, type ScanResult, scanRecords } from '../ingest/scan-records.js';
import { swallowedLines } from '../ingest/swallowed-lines.js';
import { withTrimmedNumbers } from '../ingest/trim-numbers.js';
import { loadStatements } from '../sql/load.js';
import type { Stage } from '../sql/stage.js';
import { count, EngineGaveUp, numbers, readTable } from './read-table.js';

/** A file, loaded: what went in, what was refused and why. */
export interface LoadedTable {
  /** Data records in the file. */
  readonly records: number;
  /** Records in the table. */
  readonly rows: number;
  /** Every problem of every rejected record, by line. */
  readonly rejects: readonly Problem[];
  /** Records that were rejected. */
  readonly rejected: number;
  /** The same by file, where the table comes in several. */
  readonly files?: readonly FileCounts[];
}

/** Records of one of a table's files, and how many of them were rejected. */
export interface FileCounts {
  readonly file: string;
  readonly records: number;
  readonly rejected: number;
}

/** What to load. */
export interface LoadTableOptions {
  readonly plan: LoadPlan;
  /** The table to make. */
  readonly table: string;
  /** The column that must not repeat; undefined: any may. */
  readonly id?: string;
  /** Columns to load. */
  readonly wanted: ReadonlySet<string>;
  readonly classification: Classification | null;
  /** What is made of the rows in the same pass; the table holds it, and the flag of bad rows, instead of them. */
  readonly stages?: readonly Stage[];
}

/** Of a wrong file so many records are looked up, of each kind; the others are only counted, as there may be millions. */
const MOST_EXPLAINED = 100_000;

/**
 * Loads a file into a table of the engine, in file order; records that break the contract stay outside.
 * @throws InputError FILE_PROBLEM for an unterminated quote, TOO_MANY_REJECTS above max(10, 0.1 %) with every problem: of a file
 * that breaks the contract in more than 100,000 records, with those of the first
 */
export async function loadTable(engine: Engine, options: LoadTableOptions): Promise<LoadedTable> {
  const found = await loadOnce(engine, options).catch(unlessGivenUp);
  if (found !== undefined) return found;
  for (const statement of loadStatements.drop(options.table)) await engine.run(statement);
  const again = await loadOnce(engine, { ...options, plan: await withTrimmedNumbers(options.plan) });
  if (again === undefined) throw new Error(`${options.plan.file} has records that nothing is wrong with`);
  return again;
}

/** What the engine gives up on it may read once it is written again, line by line. */
function unlessGivenUp(error: unknown): undefined {
  if (!(error instanceof EngineGaveUp)) throw error;
}

/** Loads a file; undefined where the engine refuses records that are right but for blanks around numbers, or may take other lines for records. */
async function loadOnce(engine: Engine, options: LoadTableOptions): Promise<LoadedTable | undefined> {
  const { plan, table } = options;
  const { loaded, refused, isWhole } = await readTable(engine, options);
  const bad = await numbers(engine, loadStatements.bad(table));
  const duplicates = await duplicatesOf(engine, options, []);
  const records = loaded + refused.length;
  const limit = rejectLimit(records);
  const most = Math.max(MOST_EXPLAINED, limit);
  const rejects =
    isWhole && refused.length + bad.length + duplicates.length === 0
      ? NO_REJECTS
      : await explain(engine, { ...options, loaded, refused, bad, duplicates, most });
  if (rejects.isMisread) return undefined;
  const rejected = refused.length + rejects.rows.length;
  const problems = rejects.problems.map((problem) => placed(problem, plan));
  if (rejected > limit) {
    const isCut = Math.max(refused.length, bad.length, duplicates.length) > most;
    throw tooManyRejects(plan.file, { records, rejected, limit, problems, ...(isCut && { told: most }) });
  }
  if (rejects.rows.length > 0) await engine.run(loadStatements.remove(table, [...rejects.rows]));
  const files = countsByFile(plan, problems);
  return { records, rows: records - rejected, rejects: problems, rejected, ...(files && { files }) };
}

/** Undefined for a table in one file, and where problems cannot tell two files of one name apart. */
function countsByFile({ files }: LoadPlan, problems: readonly Problem[]): FileCounts[] | undefined {
  const names = new Set(files.map(({ file }) => file));
  if (files.length === 1 || names.size < files.length) return undefined;
  return files.map(({ file, records = 0 }) => {
    const lines = problems.filter((problem) => problem.file === file).map(({ line }) => line);
    return { file, records, rejected: new Set(lines).size };
  });
}

/** Rows whose id stands more than once, or is that of a record that could not be read. */
async function duplicatesOf(
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

const NO_REJECTS: Rejects = { rows: new Float64Array(), problems: [], isMisread: false };

/** Goes back to the file for the records that were refused or flagged, says what is wrong with each, and counts them all. */
async function explain(engine: Engine, suspects: Suspects): Promise<Rejects> {
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

function tooManyRejects(
  file: string,
  { records, rejected, limit, problems, told }: RejectCounts,
): InputError {
  const broken = `${file}: ${rejected} of ${records} records break the contract; at most ${limit} may`;
  const message = told === undefined ? broken : `${broken}; only the first ${told} are told`;
  return new InputError('TOO_MANY_REJECTS', message, problems);
}

interface RejectCounts extends Pick<LoadedTable, 'records' | 'rejected'> {
  /** How many may be rejected. */
  readonly limit: number;
  readonly problems: readonly Problem[];
  /** How many records were looked up, where that is not all of them. */
  readonly told?: number;
}
