import { basename } from 'node:path';
import { InputError } from '../core/errors.js';
import { type Column, TIME_OF_DAY } from '../document/column.js';
import { PLAIN_ID } from '../document/contract.js';
import type { Engine, EngineRow } from '../engine/engine.js';
import { kindWithoutLines, readFileHead } from '../ingest/file-head.js';
import { planLoad } from '../ingest/load-plan.js';
import { MISSING_WORDS } from '../ingest/missing-words.js';
import { DATES } from '../ingest/propose-mapping.js';
import { dayColumn, frequentQuery, heldQuery, profileQuery, WORD_END } from '../sql/profile.js';
import type { ColumnFacts } from './draft-spec.js';
import { loadTable } from './load-table.js';
import { withEngine } from './with-engine.js';

/** What the columns of a file hold, read as texts. */
export interface TableProfile {
  readonly file: string;
  readonly records: number;
  readonly columns: readonly ProfiledColumn[];
}

/** What one column holds. */
export interface ProfiledColumn extends Omit<ColumnFacts, 'name' | 'hasPlainIds'> {
  /** Rows whose text looks like an id. */
  readonly identified: number;
  /** Its most frequent texts, and those that were asked for and that it has; empty where nothing was asked. */
  readonly frequent: readonly string[];
  readonly held: readonly string[];
}

/** Days as the contract reads them. */
const DAY = new RegExp(`^\\d{4}[-/]\\d{1,2}[-/]\\d{1,2}${TIME_OF_DAY}$`);
const FORMATS: readonly (readonly [string | null, RegExp])[] = [[null, DAY], ...Object.entries(DATES)];
const ASKED = { words: MISSING_WORDS, days: FORMATS.map(([, { source }]) => source), id: PLAIN_ID };
const MOST_FREQUENT = 11;
const TABLE = 'profiled';

/**
 * Reads a company table as texts and counts what each column holds.
 * @param path CSV, packed or not, in any encoding that Dipper reads, or XLSX
 * @param scratch folder for copies
 * @param asked texts that a column is asked for, by its header
 * @throws InputError FILE_PROBLEM
 */
export async function profileFile(
  path: string,
  scratch: string,
  asked: (header: string) => readonly string[],
): Promise<TableProfile> {
  const file = basename(path);
  if ((await kindWithoutLines(path)) === 'parquet')
    throw new InputError('FILE_PROBLEM', `${file} has types already`, [
      { code: 'NOT_A_CSV', file, found: 'Parquet', expected: 'CSV or XLSX' },
    ]);
  const headers = (await readFileHead(path))?.header ?? [];
  assertNamed(file, headers);
  return withEngine(scratch, async (engine, workFolder) => {
    const columns = headers.map((_header, place): Column => ({ name: `c${place + 1}`, type: 'text' }));
    const mapping = Object.fromEntries(
      headers.map((header, place) => [header, { column: columns[place]!.name }]),
    );
    const plan = await planLoad({ paths: [path], mapping }, { columns, missingTexts: [], workFolder });
    const wanted = new Set(columns.map(({ name }) => name));
    const { rows } = await loadTable(engine, { plan, table: TABLE, wanted, classification: null });
    const profiled: ProfiledColumn[] = [];
    for (const [place, header] of headers.entries()) {
      const { name } = columns[place]!;
      const [row] = await engine.rows(profileQuery(TABLE, name, ASKED));
      const texts = await textsOf(engine, name, asked(header));
      profiled.push({ header, ...factsOf(row!, rows), ...texts, identified: Number(row!.identified) });
    }
    return { file, records: rows, columns: profiled };
  });
}

/** A draft tells columns apart by their headers. */
function assertNamed(file: string, headers: readonly string[]): void {
  const problems = headers.flatMap((header, place) => {
    const found = header === '' ? `an empty name (column ${place + 1})` : header;
    const isWrong = header === '' || headers.indexOf(header) < place;
    return isWrong
      ? [{ code: 'REPEATED_COLUMN', file, line: 1, found, expected: 'a name for each column, each once' }]
      : [];
  });
  if (problems.length > 0)
    throw new InputError('FILE_PROBLEM', `${file} has columns that cannot be told apart`, problems);
}

function factsOf(row: EngineRow, rows: number): Omit<ColumnFacts, 'name' | 'header' | 'hasPlainIds'> {
  const number = (name: string) => Number(row[name] ?? 0);
  const stated = number('stated');
  const format = FORMATS.find((_format, i) => stated > 0 && number(dayColumn(i)) === stated);
  return {
    empty: rows - number('present'),
    distinct: number('differing'),
    words: row.words === null ? [] : String(row.words).split(WORD_END).sort(),
    stated,
    numbers: number('numbers'),
    regrouped: number('regrouped'),
    percents: number('percents'),
    integers: number('integers'),
    coded: number('coded'),
    negatives: number('negatives'),
    least: number('least'),
    most: number('most'),
    dayFormat: format?.[0],
  };
}

async function textsOf(engine: Engine, name: string, asked: readonly string[]) {
  if (asked.length === 0) return { frequent: [], held: [] };
  const values = async (sql: string) => (await engine.rows(sql)).map(({ value }) => String(value));
  return {
    frequent: await values(frequentQuery(TABLE, name, MOST_FREQUENT)),
    held: await values(heldQuery(TABLE, name, asked)),
  };
}
