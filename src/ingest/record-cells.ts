import type { Problem } from '../core/errors.js';
import type { Column } from '../document/column.js';
import { divisionsOf } from '../document/divisions.js';
import type { Classification } from '../document/industry-spec.js';
import { readCell, shownCell, type Value } from './cell.js';
import { wrongWidth } from './file-problems.js';
import type { CellChange } from './map-cell.js';

/** What the cells of a company record are read by. */
export interface CellContract {
  /** Name for problems. */
  readonly file: string;
  /** Columns in file order. */
  readonly columns: readonly Column[];
  /** Names of the columns that are used; the others are read over. */
  readonly wanted: ReadonlySet<string>;
  readonly missingTexts: readonly string[];
  /** What industry codes are checked against; null checks none. */
  readonly classification: Classification | null;
  /** What becomes of the cells at each place first; undefined where they stay. */
  readonly changes?: readonly (CellChange | undefined)[];
}

/** Cells, read: the wanted columns, and what is wrong. */
export interface ReadCells {
  /**
   * A column whose cell is wrong, or that the file does not have, is null. Where the number of cells is wrong: what stands in the places
   * of columns, as far as it is good.
   */
  readonly values: Readonly<Record<string, Value>>;
  readonly problems: readonly Problem[];
}

/** Makes the function that reads the cells of a record, which starts on a physical line. */
export function cellsReader(contract: CellContract): (cells: readonly string[], line: number) => ReadCells {
  const { file, columns, wanted, missingTexts, classification, changes } = contract;
  const divisions = classification === null ? undefined : new Set(divisionsOf(classification));
  const absent = Object.fromEntries([...wanted].map((name) => [name, null]));
  return (given, line) => {
    const cells = withoutEmptyEnd(given, { width: columns.length, missingTexts });
    const isWhole = cells.length === columns.length;
    const values: Record<string, Value> = isWhole ? { ...absent } : {};
    const problems: Problem[] = [];
    columns.forEach((column, i) => {
      if (!wanted.has(column.name) || i >= cells.length) return;
      const found = changes?.[i]?.(cells[i]!) ?? cells[i]!;
      const reading = readCell(found, column, missingTexts);
      const at = () => ({ file, line, column: column.name, found: shownCell(found, column) });
      if ('problem' in reading) problems.push({ ...reading.problem, ...at() });
      else if (isUnknownCode(column, reading.value, divisions)) {
        const expected = `a code of ${classification!.name}`;
        problems.push({ code: 'UNKNOWN_INDUSTRY_CODE', ...at(), expected });
      } else values[column.name] = reading.value;
    });
    if (isWhole) return { values, problems };
    return { values, problems: [wrongWidth({ file, line }, cells.length, columns.length)] };
  };
}

/**
 * The cells of a record without those beyond its columns, if all of these are empty, as behind a delimiter at the end of a line: the
 * engine reads over them. There, and nowhere else, it also calls empty the beginning of a text that means missing (`N` of `NULL`), or
 * the whole text with a NUL behind it (1.5.5).
 */
export function withoutEmptyEnd(
  cells: readonly string[],
  { width, missingTexts }: { readonly width: number } & Pick<CellContract, 'missingTexts'>,
): readonly string[] {
  const isEmpty = (cell: string) => ['', ...missingTexts].some((text) => `${text}\0`.startsWith(cell));
  return cells.length > width && cells.slice(width).every(isEmpty) ? cells.slice(0, width) : cells;
}

function isUnknownCode(column: Column, value: Value, divisions: ReadonlySet<string> | undefined): boolean {
  if (column.type !== 'code' || value === null || divisions === undefined) return false;
  return !divisions.has(String(value).slice(0, 2));
}
