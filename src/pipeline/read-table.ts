import { InputError, type Problem } from '../core/errors.js';
import type { Engine } from '../engine/engine.js';
import { fileProblem, openQuote } from '../ingest/file-problems.js';
import { type LoadPlan, placed } from '../ingest/load-plan.js';
import { NOTHING, scanRecords } from '../ingest/scan-records.js';
import { loadSql } from '../sql/load.js';
import { loadStatements } from '../sql/load-statements.js';
import type { LoadTableOptions } from './load-table.js';

/** A file as the engine read it. */
export interface ReadTable {
  /** Rows of the table. */
  readonly loaded: number;
  /** Places of the records that the engine refused, ascending. */
  readonly refused: Float64Array;
  /** Whether each of the file's lines is a record, and each record is in the table or refused: then nothing is left to look for. */
  readonly isWhole: boolean;
}

/** How often a file is read before records that are missing are told. */
const MOST_ATTEMPTS = 4;

/**
 * Reads a file into a table. The engine leaves out its last piece of a file, and says nothing, where the first record in that piece
 * is one that it would refuse (1.5.5): a file with fewer records than lines is counted record by record, and read again in other
 * pieces where some are missing.
 * @throws InputError FILE_PROBLEM where the engine gives up
 */
export async function readTable(engine: Engine, options: LoadTableOptions): Promise<ReadTable> {
  const { plan, table } = options;
  for (let attempt = 0; ; attempt++) {
    await readFile(engine, plan, loadSql({ source: plan, threads: engine.threads, attempt, ...options }));
    const loaded = await count(engine, loadStatements.rowCount(table));
    const refused = await numbers(engine, loadStatements.refused(table));
    const records = loaded + refused.length;
    const isWhole = plan.longestLine === 0 && records + 1 === plan.lines;
    if (isWhole || attempt + 1 === MOST_ATTEMPTS || !(await areMissing(plan, records)))
      return { loaded, refused, isWhole };
    for (const statement of loadStatements.drop(table)) await engine.run(statement);
  }
}

/** Whether a file has other records than so many; one with an open quote has no count to go by. */
async function areMissing({ path, delimiter }: LoadPlan, known: number): Promise<boolean> {
  const { records, unterminated } = await scanRecords(path, delimiter, NOTHING);
  return unterminated === undefined && records !== known;
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
    const { unterminated } = await scanRecords(path, delimiter, NOTHING);
    if (unterminated !== undefined) throw fileProblem(file, placed(openQuote(file, unterminated), plan));
    const expected = 'a CSV file';
    throw new EngineGaveUp(file, { code: 'UNREADABLE', file, found: message, expected, hint: LINE_ENDS });
  }
}

/** The engine gave up on a file in which every quote closes: on lines that end now with LF, now with CRLF. */
export class EngineGaveUp extends InputError {
  constructor(file: string, problem: Problem) {
    super('FILE_PROBLEM', `${file} cannot be read`, [problem]);
  }
}

const LINE_ENDS = 'save it with one kind of line end throughout (LF or CRLF)';

/** The count that a statement asks for as `n`. */
export async function count(engine: Engine, sql: string): Promise<number> {
  return Number((await engine.rows(sql))[0]!.n);
}

/** The only column of a result. */
export async function numbers(engine: Engine, sql: string): Promise<Float64Array> {
  const [column] = (await engine.columns(sql)).values();
  return column?.kind === 'number' ? column.values : new Float64Array();
}
