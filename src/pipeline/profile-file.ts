import { basename } from 'node:path';
import { InputError } from '../core/errors.js';
import { type Column, TIME_OF_DAY } from '../document/column.js';
import { PLAIN_ID } from '../document/contract.js';
import { SERIAL } from '../document/mapping.js';
import type { Engine, EngineRow } from '../engine/engine.js';
import { DAY_FORMATS, fittingFormat } from '../ingest/day-formats.js';
import { kindWithoutLines, type PlacedHead, readFileHead } from '../ingest/file-head.js';
import { ROWS_OF_A_HEAD, titleFirst } from '../ingest/header.js';
import { planLoad } from '../ingest/load-plan.js';
import { MISSING_WORDS } from '../ingest/missing-words.js';
import { COUNTERS, UNITS } from '../ingest/units.js';
import {
  blankRows,
  dayColumn,
  noDayColumn,
  profileQuery,
  textsQuery,
  WORD_END,
  wideTable,
} from '../sql/profile.js';
import { type ColumnFacts, isSerial, type TextCount } from './draft-types.js';
import { loadTable } from './load-table.js';
import { withEngine } from './with-engine.js';

/** What the columns of a file hold, read as texts. */
export interface TableProfile {
  readonly file: string;
  /** Records of the file, and those that are too malformed to be read: nothing is counted of them. */
  readonly records: number;
  readonly rejected: number;
  readonly columns: readonly ProfiledColumn[];
  /** Columns without a name, where there are several: nothing tells them apart, and they are left out. */
  readonly unnamed: number;
}

/** What one column holds. */
export interface ProfiledColumn extends ColumnFacts {
  /** Rows whose text looks like an id. */
  readonly identified: number;
  /** A text that several rows have; undefined where all differ. */
  readonly repeated: string | undefined;
}

/** Days as the contract reads them. */
const DAY = new RegExp(`^\\d{4}[-/]\\d{1,2}[-/]\\d{1,2}${TIME_OF_DAY}$`);
const FORMATS: readonly (readonly [string | null, RegExp])[] = [[null, DAY], ...Object.entries(DAY_FORMATS)];
/** What stands below the firms, where their ids do. */
const TOTALS = [
  '合计',
  '总计',
  '小计',
  '共计',
  '合计：',
  '合计:',
  '合 计',
  'Total',
  'TOTAL',
  'total',
  'Sum',
  'Grand total',
];
const ASKED = {
  units: [...UNITS.keys(), ...COUNTERS],
  words: MISSING_WORDS,
  totals: TOTALS,
  days: FORMATS.map(([, { source }]) => source),
  id: PLAIN_ID,
};
const TABLE = 'profiled';

/**
 * Reads a company table as texts and counts what each column holds.
 * @param path CSV, packed or not, in any encoding that Dipper reads, or XLSX
 * @param scratch folder for copies
 * @param isAsked whether the texts of a column are asked for, by its header
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
  const head = await readFileHead(path);
  if (head !== undefined) assertFirst(file, head);
  const found = head?.header ?? [];
  const isBare = found.indexOf('') < found.lastIndexOf('');
  const headers = isBare ? found.filter((header) => header !== '') : found;
  assertNamed(file, headers);
  return withEngine(scratch, async (engine, workFolder) => {
    const names = headers.map((_header, place) => `c${place + 1}`);
    const columns = names.map((name): Column => ({ name, type: 'text' }));
    const named = headers.map((header, place) => [header, { column: names[place]! }] as const);
    const mapping = { ...Object.fromEntries(named), ...(isBare && { '': null }) };
    const plan = await planLoad({ paths: [path], mapping }, { columns, missingTexts: [], workFolder });
    await engine.run(wideTable.begin);
    const wanted = new Set(names);
    const loaded = await loadTable(engine, { plan, table: TABLE, wanted, classification: null });
    // What nothing stands in is no record.
    const [{ n: blank } = { n: 0 }] = await engine.rows(blankRows(TABLE, names));
    await engine.run(wideTable.end);
    const rows = loaded.rows - Number(blank);
    const profiled = await profiledColumns(engine, headers, { names, rows, isAsked });
    const unnamed = found.length - headers.length;
    return { file, records: rows + loaded.rejected, rejected: loaded.rejected, columns: profiled, unnamed };
  });
}

async function profiledColumns(
  engine: Engine,
  headers: readonly string[],
  {
    names,
    rows,
    isAsked,
  }: {
    readonly names: readonly string[];
    readonly rows: number;
    readonly isAsked: (header: string) => boolean;
  },
): Promise<ProfiledColumn[]> {
  const about = await rowsAbout(engine, names, rows);
  const profiled: ProfiledColumn[] = [];
  for (const [place, header] of headers.entries()) {
    const row = about.get(place) ?? {};
    const texts = isAsked(header) ? await textsOf(engine, names[place]!) : [];
    const repeated = row.repeated == null ? undefined : String(row.repeated);
    const identified = Number(row.identified ?? 0);
    const facts = { header, ...factsOf(row, rows), texts, identified, repeated };
    profiled.push(isSerial(facts) ? { ...facts, dayFormat: SERIAL } : facts);
  }
  return profiled;
}

/** What one statement counts, so that a large table needs no more memory than for one column: cells, and columns. */
const [MOST_CELLS, MOST_COLUMNS] = [1_000_000, 50];

/** The rows about columns, by place: planning a statement takes longer than counting a few hundred cells. */
async function rowsAbout(
  engine: Engine,
  names: readonly string[],
  rows: number,
): Promise<ReadonlyMap<number, EngineRow>> {
  const most = Math.min(MOST_COLUMNS, Math.max(1, Math.floor(MOST_CELLS / Math.max(1, rows))));
  const found = new Map<number, EngineRow>();
  for (let first = 0; first < names.length; first += most) {
    const some = names.slice(first, first + most);
    for (const row of await engine.rows(profileQuery(TABLE, some, ASKED)))
      found.set(first + Number(row.place), row);
  }
  return found;
}

/** A title above the names leaves most columns without one. */
function assertFirst(file: string, { header, records, lines }: PlacedHead): void {
  const named = header.filter((name) => name !== '').length;
  const isTitle = (cells: readonly string[]) => 2 * named < cells.length;
  const place = records.slice(0, ROWS_OF_A_HEAD).findIndex((cells) => isTitle(cells) && isHeader(cells));
  if (place < 0) return;
  throw new InputError('FILE_PROBLEM', `${file} does not begin with the names of its columns`, [
    titleFirst(file, lines[0], lines[place + 1]!),
  ]);
}

/** Texts in most cells, each once, and no numbers. */
function isHeader(cells: readonly string[]): boolean {
  const named = cells.filter((cell) => cell.trim() !== '');
  const isText = (cell: string) => !/^[\d.,%]+$/.test(cell);
  return 2 * named.length > cells.length && new Set(named).size === named.length && named.every(isText);
}

/** A draft tells columns apart by their headers. */
function assertNamed(file: string, headers: readonly string[]): void {
  const repeated = headers.filter((header, place) => headers.indexOf(header) < place);
  if (repeated.length === 0) return;
  throw new InputError(
    'FILE_PROBLEM',
    `${file} has columns that cannot be told apart`,
    repeated.map((found) => ({
      code: 'REPEATED_COLUMN',
      file,
      line: 1,
      found,
      expected: 'each name once',
    })),
  );
}

function factsOf(row: EngineRow, rows: number): Omit<ColumnFacts, 'header' | 'texts'> {
  const number = (name: string) => Number(row[name] ?? 0);
  const stated = number('stated');
  return {
    empty: rows - number('present'),
    distinct: number('differing'),
    words: row.words == null ? [] : String(row.words).split(WORD_END).sort(),
    stated,
    numbers: number('numbers'),
    regrouped: number('regrouped'),
    percents: number('percents'),
    integers: number('integers'),
    coded: number('coded'),
    negatives: number('negatives'),
    least: number('least'),
    most: number('most'),
    priced: number('priced'),
    total: row.total == null ? undefined : String(row.total),
    noNumber: row.no_number == null ? undefined : String(row.no_number),
    ...daysOf(row, stated),
  };
}

/** Days in the format that most are written in, and a text that is none in it; and the format, where all are and no other fits them too. */
function daysOf(row: EngineRow, stated: number): Pick<ColumnFacts, 'dayFormat' | 'days' | 'noDay'> {
  const counts = FORMATS.map((_format, i) => Number(row[dayColumn(i)] ?? 0));
  const days = Math.max(...counts);
  const noDay = row[noDayColumn(counts.indexOf(days))];
  const place = days === stated ? fittingFormat(counts) : undefined;
  return {
    dayFormat: place === undefined ? undefined : FORMATS[place]![0],
    days,
    noDay: noDay == null ? undefined : String(noDay),
  };
}

async function textsOf(engine: Engine, name: string): Promise<TextCount[]> {
  const rows = await engine.rows(textsQuery(TABLE, name));
  return rows.map(({ value, n }) => ({ value: String(value), rows: Number(n) }));
}
