import { cellsOf } from './raw-fields.js';

/**
 * How many good-looking lines a record swallowed: lines inside its cells that have the right number of cells. More than none means
 * that a quote opened and did not close where it should.
 * @param record without its line end
 * @param width the right number of cells: a record that has it swallowed none
 */
export function swallowedLines(record: string, delimiter: string, width: number): number {
  if (!record.includes('\n')) return 0;
  const cells = cellsOf(record, delimiter);
  if (cells?.length === width) return 0;
  const inside = (cells ?? [record]).flatMap((cell) => cell.split(/\r?\n/).slice(1));
  return inside.filter((line) => line.split(delimiter).length === width).length;
}
