import { InputError, type Problem } from '../core/errors.js';
import type { Classification } from '../document/industry-spec.js';
import type { Engine } from '../engine/engine.js';
import { checkRecord, type RecordContract, swallowedLines, valueIn } from '../ingest/check-record.js';
import { type LoadPlan, placed } from '../ingest/load-plan.js';
import { type FoundRecord, type ScanResult, scanRecords } from '../ingest/scan-records.js';
import { openQuote } from '../ingest/table-file.js';
import { loadSql, loadStatements } from '../sql/load.js';
import type { Stage } from '../sql/stage.js';

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

/**
 * Loads a file into a table of the engine, in file order; records that break the contract stay outside.
 * @throws InputError FILE_PROBLEM for an unterminated quote, TOO_MANY_REJECTS above max(10, 0.1 %) with every problem
 */
export async function loadTable(engine: Engine, options: LoadTableOptions): Promise<LoadedTable> {
  const { plan, table } = options;
  await readFile(engine, plan, loadSql({ source: plan, threads: engine.threads, ...options }));
  const loaded = await count(engine, loadStatements.rowCount(table));
  const refused = await numbers(engine, loadStatements.refused(table), 'record');
  const bad = await numbers(engine, loadStatements.bad(table), 'row_no');
  const duplicates = await duplicatesOf(engine, options, []);
  const rejects =
    refused.length + bad.length + duplicates.length + plan.longestLine === 0
      ? NO_REJECTS
      : await explain(engine, { ...options, loaded, refused, bad, duplicates });
  const rejected = refused.length + rejects.rows.length;
  const records = loaded + refused.length;
  const problems = rejects.problems.map((problem) => placed(problem, plan));
  assertFewRejects(plan.file, { records, rejected, problems });
  if (rejects.rows.length > 0) await engine.run(loadStatements.remove(table, rejects.rows));
  return { records, rows: records - rejected, rejects: problems, rejected };
}

/** Rows whose id stands more than once, or is that of a record that could not be read. */
async function duplicatesOf(
  engine: Engine,
  { table, id }: LoadTableOptions,
  extra: readonly string[],
): Promise<number[]> {
  return id === undefined ? [] : numbers(engine, loadStatements.duplicates(table, id, extra), 'row_no');
}

/**
 * Reads the file in one statement. A quote that never closes can make the engine give up on the bytes it swallowed:
 * then the quote is the problem to name.
 */
async function readFile(engine: Engine, plan: LoadPlan, sql: string): Promise<void> {
  const { file, path, delimiter } = plan;
  try {
    await engine.run(sql);
  } catch (error) {
    const { message } = error as Error;
    if (!message.startsWith('Invalid Input Error')) throw error;
    const { unterminated } = await scanRecords(path, delimiter, { refused: new Set(), rows: new Set() });
    const problem: Problem =
      unterminated === undefined
        ? { code: 'UNREADABLE', file, found: message, expected: 'a CSV file', hint: LINE_ENDS }
        : placed(openQuote(file, unterminated), plan);
    throw new InputError('FILE_PROBLEM', `${file} cannot be read`, [problem]);
  }
}

/** What the engine gives up on when no quote is open. */
const LINE_ENDS = 'save it with one kind of line end throughout (LF or CRLF)';

interface Suspects extends LoadTableOptions {
  readonly loaded: number;
  readonly refused: readonly number[];
  readonly bad: readonly number[];
  readonly duplicates: readonly number[];
}

interface Rejects {
  readonly rows: readonly number[];
  readonly problems: readonly Problem[];
}

const NO_REJECTS: Rejects = { rows: [], problems: [] };

/** Goes back to the file for the records that were refused or flagged, says what is wrong with each, and counts them all. */
async function explain(engine: Engine, suspects: Suspects): Promise<Rejects> {
  const { refused } = suspects;
  const refusedScan = await scan(suspects, suspects.bad.concat(suspects.duplicates));
  assertQuotesClose(refusedScan, suspects);
  const refusedIds = idsOf([...refusedScan.refused.values()], suspects);
  const duplicates =
    refusedIds.length === 0 ? suspects.duplicates : await duplicatesOf(engine, suspects, refusedIds);
  const found =
    duplicates.length > suspects.duplicates.length
      ? await scan(suspects, suspects.bad.concat(duplicates))
      : refusedScan;
  const contract: RecordContract = suspects;
  const ofRefused = refused.flatMap((ordinal) => checkRecord(found.refused.get(ordinal)!, contract));
  const ofBad = suspects.bad.flatMap((row) => checkRecord(found.rows.get(row)!, contract));
  const ofDuplicates = duplicates.map((row) => duplicateProblem(found.rows.get(row)!, suspects));
  const problems = [...ofRefused, ...ofBad, ...ofDuplicates].sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
  return { rows: [...new Set([...suspects.bad, ...duplicates])].sort((a, b) => a - b), problems };
}

function scan({ plan, refused }: Suspects, rows: readonly number[]): Promise<ScanResult> {
  return scanRecords(plan.path, plan.delimiter, { refused: new Set(refused), rows: new Set(rows) });
}

/** A quote that never closes makes good rows vanish into one bad record: that is a problem of the file. */
function assertQuotesClose(found: ScanResult, { plan, loaded, refused }: Suspects): void {
  const { file } = plan;
  const problems: Problem[] = [...found.refused.values()].flatMap((record) => {
    const lost = swallowedLines(record, plan);
    if (lost === 0) return [];
    const what = `a quote that swallows ${lost} more ${lost === 1 ? 'line' : 'lines'}`;
    return [
      { code: 'UNTERMINATED_QUOTE', file, line: record.line, found: what, expected: 'quotes in pairs' },
    ];
  });
  if (problems.length === 0 && found.unterminated !== undefined) {
    problems.push(openQuote(file, found.unterminated));
  }
  if (problems.length === 0 && found.records !== loaded + refused.length) {
    const what = `${found.records} records, of which ${loaded} were read and ${refused.length} refused`;
    problems.push({ code: 'UNACCOUNTED', file, found: what, expected: 'every record read or refused' });
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

function duplicateProblem(record: FoundRecord, { plan, id: name }: LoadTableOptions): Problem {
  const id = plan.columns.find((column) => column.name === name)!;
  const found = valueIn(record, id, plan) ?? '';
  const at = { file: plan.file, line: record.line, column: id.name, found };
  return { code: 'DUPLICATE_ID', ...at, expected: 'each company once; every copy is rejected' };
}

/** Problems that leave more than max(10, 0.1 %) of the records outside mean that the file is wrong, not a row. */
function assertFewRejects(
  file: string,
  {
    records,
    rejected,
    problems,
  }: { readonly records: number; readonly rejected: number; readonly problems: readonly Problem[] },
): void {
  const limit = Math.max(10, Math.floor(records / 1000));
  if (rejected <= limit) return;
  throw new InputError(
    'TOO_MANY_REJECTS',
    `${file}: ${rejected} of ${records} records break the contract; at most ${limit} may`,
    problems,
  );
}

async function count(engine: Engine, sql: string): Promise<number> {
  return Number((await engine.rows(sql))[0]!.n);
}

async function numbers(engine: Engine, sql: string, name: string): Promise<number[]> {
  return (await engine.rows(sql)).map((row) => Number(row[name]));
}
