import { type Table, writeCsv } from './csv.js';
import { writeXlsx } from './xlsx.js';

/**
 * Writes a table whole or not at all: a workbook where the path ends in .xlsx, otherwise CSV.
 * @param path the file
 * @param table the table
 * @param sheet the name of a workbook's sheet
 */
export const writeTable = (path: string, table: Table, sheet: string): Promise<void> =>
  path.toLowerCase().endsWith('.xlsx') ? writeXlsx(path, table, sheet) : writeCsv(path, table);
