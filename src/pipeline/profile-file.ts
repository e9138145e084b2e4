import { basename } from 'node:path';
import { InputError } from '../core/errors.js';
import type { Column } from '../document/column.js';
import type { Engine, EngineRow } from '../engine/engine.js';
import { kindWithoutLines, readFileHead } from '../ingest/file-head.js';
import { planLoad } from '../ingest/load-plan.js';
import { MISSING_WORDS } from '../ingest/missing-words.js';
import { DATES } from '../ingest/propose-mapping.js';
import { dayColumn, frequentQuery, profileQuery, WORD_END } from '../sql/profile.js';
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
export interface ProfiledColumn extends Omit<ColumnFacts, 'name'> {
  /** Its most frequent texts, where they were asked for; otherwise none. */
  readonly frequent: readonly string[];
}

/** Days as the contract reads them. */
const DAY = /^\d{4}[-/]\d{1,2}[-/]\d{1,2}$/;
const FORMATS: readonly (readonly [string | null, RegExp])[] = [[null, DAY], ...Object.entries(DATES)];
const DAYS = FORMATS.map(([, { source }]) => source);
const MOST_FREQUENT = 1000;
const TABLE = 'profiled';

/**
 * Reads a company table as texts and counts what each column holds.
 * @param path CSV, packed or not, in any encoding that Dipper reads, or XLSX
 * @param scratch folder for copies
 * @param isAsked whether the most frequent texts of a column are wanted too, by its header
 * @throws InputError FILE_PROBLEM
 */
export async function profileFile(
  path: string,
  scratch: string,
  isAsked: (header: string) => boolean,
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
      const [row] = await engine.rows(profileQuery(TABLE, name, { words: MISSING_WORDS, days: DAYS }));
      const frequent = isAsked(header) ? await frequentOf(engine, name) : [];
      profiled.push({ header, ...factsOf(row!, rows), frequent });
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

function factsOf(row: EngineRow, rows: number): Omit<ColumnFacts, 'name' | 'header'> {
  const number = (name: string) => Number(row[name] ?? 0);
  const stated = number('stated');
  const format = FORMATS.find((_format, i) => stated > 0 && number(dayColumn(i)) === stated);
  return {
    present: number('present'),
    empty: rows - number('present'),
    distinct: number('differing'),
    words: row.words === null ? [] : String(row.words).split(WORD_END).sort(),
    stated,
    numbers: number('numbers'),
    regrouped: number('regrouped'),
    integers: number('integers'),
    coded: number('coded'),
    negatives: number('negatives'),
    least: number('least'),
    most: number('most'),
    dayFormat: format?.[0],
  };
}

async function frequentOf(engine: Engine, name: string): Promise<string[]> {
  const rows = await engine.rows(frequentQuery(TABLE, name, MOST_FREQUENT));
  return rows.map(({ value }) => String(value));
}
