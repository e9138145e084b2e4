import { TIME_OF_DAY } from '../document/column.js';
import { PLAIN_ID } from '../document/contract.js';
import { SERIAL } from '../document/mapping.js';
import type { Engine, EngineRow } from '../engine/engine.js';
import { DAY_FORMATS, fittingFormat } from '../ingest/day-formats.js';
import { MISSING_WORDS } from '../ingest/missing-words.js';
import { COUNTERS, UNITS } from '../ingest/units.js';
import { dayColumn, noDayColumn, profileQuery, textsQuery, WORD_END } from '../sql/profile.js';
import { type ColumnFacts, isSerial, type TextCount } from './draft-types.js';

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
/** The table that is profiled. */
export const TABLE = 'profiled';

/** What columns of the table hold, by their names in it. */
export async function profiledColumns(
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
