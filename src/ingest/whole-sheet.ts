import { InputError, type Problem } from '../core/errors.js';
import type { TextRecord } from './read-records.js';
import type { Sheet } from './sheet.js';

/**
 * The records of a sheet that is the whole table, and all of whose formulas have a result.
 * @param file its name for problems
 * @throws InputError FILE_PROBLEM with every cell that nobody has calculated, or every other sheet with the same header
 */
export function wholeRecords({ records, uncalculated, alike }: Sheet, file: string): readonly TextRecord[] {
  if (uncalculated.length > 0)
    throw new InputError(
      'FILE_PROBLEM',
      `${file} has formulas that nobody has calculated`,
      uncalculated.map(
        ({ row, column }): Problem => ({
          code: 'UNCALCULATED',
          file,
          line: row,
          column,
          found: 'a formula without a result',
          expected: 'a value: open the workbook in a spreadsheet program and save it',
        }),
      ),
    );
  if (alike.length > 0)
    throw new InputError(
      'FILE_PROBLEM',
      `${file} goes on in other sheets`,
      alike.map(
        ({ name, rows }): Problem => ({
          code: 'MORE_SHEETS',
          file,
          found: `sheet ${name} with the same header and ${rows} more ${rows === 1 ? 'row' : 'rows'}, which would be left out`,
          expected: 'one sheet that is not hidden with this header: only the first is read',
        }),
      ),
    );
  return records;
}
