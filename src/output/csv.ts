import { defuse } from '../core/defuse.js';
import { writeWhole } from '../core/write-whole.js';
import type { Column } from '../document/column.js';

/** A value in a table that people open. */
export type Cell = string | number | bigint | null;

/**
 * How a workbook shows a column.
 * - `text`: texts, also where they look like something else
 * - `amount`: money, with separators of thousands
 * - `day`: `YYYY-MM-DD`, as a day that can be sorted and filtered
 */
export type Shown = 'text' | 'amount' | 'day';

/** How a workbook shows a column of our own by its name: lines and amounts as money, `as_of` and `valid_until` as days. */
export function shownBy(name: string): Shown | undefined {
  if (/^(?:line|drawn)(?:_(?:before|after|now|today))?$|_amount$/.test(name)) return 'amount';
  return name === 'as_of' || name === 'valid_until' ? 'day' : undefined;
}

/** How a workbook shows a column of a contract by its type. */
export const shownByType = (type: Column['type'] | undefined): Shown | undefined =>
  type === 'amount' ? 'amount' : type === 'date' ? 'day' : undefined;

/** A table: column names in snake case (words, where people open it), and rows in the same order. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  /** How columns are shown in a workbook, in their order. Default: `shownBy` of their names. */
  readonly shown?: readonly (Shown | undefined)[];
}

const LINES_A_WRITE = 10_000;

/**
 * Writes a table whole or not at all, as CSV (RFC 4180, CRLF, UTF-8 with a mark so that Excel shows Chinese), texts defused, names of
 * columns too.
 * @param path the file
 * @param table the table
 */
export async function writeCsv(path: string, { columns, rows }: Table): Promise<void> {
  await writeWhole(path, async (file) => {
    await file.writeFile(`\ufeff${columns.map(cellText).join(',')}\r\n`);
    for (let start = 0; start < rows.length; start += LINES_A_WRITE) {
      const lines = rows
        .slice(start, start + LINES_A_WRITE)
        .map((row) => `${row.map(cellText).join(',')}\r\n`);
      await file.writeFile(lines.join(''));
    }
  });
}

/** One line of CSV as the engine writes ratings: LF, no mark, nothing defused (ids, codes and integers only). */
export function csvLine(cells: readonly Cell[]): string {
  const quoted = (cell: Cell) => {
    if (cell === null) return '';
    const text = String(cell);
    return /[",#\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return `${cells.map(quoted).join(',')}\n`;
}

function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return String(cell);
  const text = defuse(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
