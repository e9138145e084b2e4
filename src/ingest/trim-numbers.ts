import { isNumeric } from '../document/column.js';
import { trimBlanks } from './cell.js';
import { joinTables } from './join-tables.js';
import { type LoadPlan, leftOutOf } from './load-plan.js';
import type { CellChange } from './map-cell.js';

/**
 * A plan for a copy of the text in which numbers have no blanks around them, and one that is nothing but blanks is missing: the engine
 * reads the rest of such a cell as no number, or reads over blanks beside a number that means missing. All lines end alike, and every line keeps its place.
 */
export async function withTrimmedNumbers(plan: LoadPlan): Promise<LoadPlan> {
  const { file, path, delimiter, columns, missingTexts, workFolder, isCopy } = plan;
  const trim: CellChange = (cell) => {
    const text = trimBlanks(cell);
    return missingTexts.includes(text) ? '' : text;
  };
  const changes = columns.map((column) => (isNumeric(column) ? trim : undefined));
  const header = columns.map(({ name }) => name);
  const { starts: _starts, ...text } = await joinTables(
    [{ file, path, delimiter, changes, order: undefined, missingTexts, isCopy }],
    header,
    workFolder,
  );
  return { ...plan, ...text, mapping: leftOutOf(columns), isCopy: true, isTrimmed: true };
}
