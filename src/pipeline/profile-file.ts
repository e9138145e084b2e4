import { basename } from 'node:path';
import { InputError } from '../core/errors.js';
import type { Column } from '../document/column.js';
import { kindWithoutLines, type PlacedHead, readFileHead } from '../ingest/file-head.js';
import { ROWS_OF_A_HEAD, titleFirst } from '../ingest/header.js';
import { planLoad } from '../ingest/load-plan.js';
import { blankRows, wideTable } from '../sql/profile.js';
import { loadTable } from './load-table.js';
import { type ProfiledColumn, profiledColumns, TABLE } from './profile-columns.js';
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
