import type { Problem } from '../core/errors.js';
import type { Column } from '../document/column.js';
import { readCell } from './cell.js';
import { unpairedQuotes } from './file-problems.js';
import type { LoadPlan } from './load-plan.js';
import { cellsOf } from './raw-fields.js';
import { type CellContract, cellsReader } from './record-cells.js';
import type { FoundRecord } from './scan-records.js';

/** What a record is checked against. */
export interface RecordContract extends Pick<CellContract, 'wanted' | 'classification'> {
  readonly plan: LoadPlan;
}

/**
 * Makes the function that tells every problem of one record of the company file, cell by cell.
 * @param contract columns in file order and the classification of industry codes
 */
export function recordChecker({
  plan,
  ...contract
}: RecordContract): (record: FoundRecord) => readonly Problem[] {
  const { file, columns, missingTexts } = plan;
  const read = cellsReader({ file, columns, missingTexts, ...contract });
  return ({ text, line }) => {
    const cells = cellsOf(text, plan.delimiter);
    if (cells === undefined) return [unpairedQuotes(file, line)];
    return read(cells, line).problems;
  };
}

/** The cell of one column in a record, or undefined when it cannot be told. */
export const cellIn = ({ text }: FoundRecord, column: Column, plan: LoadPlan): string | undefined =>
  cellsOf(text, plan.delimiter)?.[plan.columns.indexOf(column)];

/** The value of one column in a record, cleaned, or undefined when it cannot be told. */
export function valueIn(record: FoundRecord, column: Column, plan: LoadPlan): string | undefined {
  const found = cellIn(record, column, plan);
  if (found === undefined) return undefined;
  const reading = readCell(found, column, plan.missingTexts);
  return 'value' in reading && reading.value !== null ? String(reading.value) : undefined;
}
