import Papa from 'papaparse';
import type { Problem } from '../core/errors.js';
import type { Column } from '../document/column.js';
import { divisionsOf } from '../document/divisions.js';
import type { Classification } from '../document/industry-spec.js';
import { readCell } from './cell.js';
import type { LoadPlan } from './load-plan.js';
import type { FoundRecord } from './scan-records.js';

/** What a record is checked against. */
export interface RecordContract {
  readonly plan: LoadPlan;
  /** Names of the columns that are used; the others are read over. */
  readonly wanted: ReadonlySet<string>;
  /** What industry codes are checked against; null checks none. */
  readonly classification: Classification | null;
}

/**
 * Every problem of one record of the company file, cell by cell.
 * @param record the record as it stands in the file
 * @param contract columns in file order and the classification of industry codes
 */
export function checkRecord(
  record: FoundRecord,
  { plan, wanted, classification }: RecordContract,
): Problem[] {
  const { file, columns, missingTexts } = plan;
  const { line } = record;
  const cells = cellsOf(record.text, plan.delimiter);
  if (cells === undefined) return [{ code: 'BAD_QUOTE', file, line, expected: 'quotes in pairs' }];
  if (cells.length !== columns.length) {
    const code = cells.length > columns.length ? 'TOO_MANY_CELLS' : 'TOO_FEW_CELLS';
    return [{ code, file, line, found: `${cells.length} cells`, expected: `${columns.length} cells` }];
  }
  const divisions = classification === null ? undefined : new Set(divisionsOf(classification));
  return columns.flatMap((column, i): Problem[] => {
    if (!wanted.has(column.name)) return [];
    const found = cells[i]!;
    const at = { file, line, column: column.name, found };
    const reading = readCell(found, column, missingTexts);
    if ('problem' in reading) return [{ ...reading.problem, ...at }];
    const unknown =
      column.type === 'code' &&
      reading.value !== null &&
      divisions?.has(String(reading.value).slice(0, 2)) === false;
    return unknown
      ? [{ code: 'UNKNOWN_INDUSTRY_CODE', ...at, expected: `a code of ${classification!.name}` }]
      : [];
  });
}

/** The cells of one record, or undefined when its quotes do not pair. */
export function cellsOf(text: string, delimiter: string): string[] | undefined {
  const { data, errors } = Papa.parse<string[]>(text, { delimiter });
  if (errors.some((error) => error.type === 'Quotes') || data.length !== 1) return undefined;
  return data[0];
}

/**
 * How many good-looking lines a refused record swallowed: lines inside it that have the right number of cells.
 * More than none means that a quote opened and did not close where it should.
 */
export function swallowedLines(record: FoundRecord, { columns, delimiter }: LoadPlan): number {
  const [, ...inside] = record.text.split(/\r?\n/);
  return inside.filter((line) => line.split(delimiter).length === columns.length).length;
}

/** The value of one column in a record, cleaned, or undefined when it cannot be told. */
export function valueIn(record: FoundRecord, column: Column, plan: LoadPlan): string | undefined {
  const cells = cellsOf(record.text, plan.delimiter);
  const found = cells?.[plan.columns.indexOf(column)];
  if (found === undefined) return undefined;
  const reading = readCell(found, column, plan.missingTexts);
  return 'value' in reading && reading.value !== null ? String(reading.value) : undefined;
}
