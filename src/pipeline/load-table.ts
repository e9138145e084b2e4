import { InputError, type Problem } from '../core/errors.js';
import { rejectLimit } from '../core/reject-limit.js';
import type { Classification } from '../document/industry-spec.js';
import type { Engine } from '../engine/engine.js';
import { assertUnchanged } from '../ingest/file-state.js';
import { type LoadPlan, placed } from '../ingest/load-plan.js';
import { withTrimmedNumbers } from '../ingest/trim-numbers.js';
import { loadStatements } from '../sql/load-statements.js';
import type { Stage } from '../sql/stage.js';
import { duplicatesOf, explainRejects, NO_REJECTS } from './find-rejects.js';
import { EngineGaveUp, numbers, readTable } from './read-table.js';

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
 * that breaks the contract in more than 100,000 records, with those of the first; CHANGED_WHILE_READ for a file that was written or
 * replaced since it was planned
 */
export async function loadTable(engine: Engine, options: LoadTableOptions): Promise<LoadedTable> {
  const { files } = options.plan;
  const loaded = await loadAsPlanned(engine, options).catch(async (error: unknown) => {
    // What is wrong with half a file is nothing to mend.
    await assertUnchanged(files);
    throw error;
  });
  await assertUnchanged(files);
  return loaded;
}

async function loadAsPlanned(engine: Engine, options: LoadTableOptions): Promise<LoadedTable> {
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
      : await explainRejects(engine, { ...options, loaded, refused, bad, duplicates, most });
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
