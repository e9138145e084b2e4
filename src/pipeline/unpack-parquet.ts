import { basename, dirname } from 'node:path';
import { InputError } from '../core/errors.js';
import { isExhausted } from '../core/machine-error.js';
import { openEngine } from '../engine/engine.js';
import type { RowBreak } from '../ingest/table-file.js';
import { parquetBreaks, parquetColumns, parquetToCsv } from '../sql/parquet.js';

/**
 * Writes a Parquet file as CSV.
 * @param path the file
 * @param to the CSV; the engine works in its folder
 * @returns its rows that take more than one line of the CSV
 * @throws InputError FILE_PROBLEM when the file cannot be read
 */
export async function unpackParquet(path: string, to: string): Promise<readonly RowBreak[]> {
  const engine = await openEngine({ workFolder: dirname(to) });
  try {
    const columns = (await engine.rows(parquetColumns(path))).map((row) => ({
      name: String(row.column_name),
      type: String(row.column_type),
    }));
    await engine.run(parquetToCsv(path, to, columns));
    const broken = await engine.rows(parquetBreaks(path, columns));
    return broken.map(({ row_no: row, breaks }) => ({ row: Number(row), breaks: Number(breaks) }));
  } catch (error) {
    if (isExhausted(error)) throw error;
    const file = basename(path);
    const found = (error as Error).message.split('\n')[0]!;
    throw new InputError('FILE_PROBLEM', `${file} cannot be read`, [
      { code: 'UNREADABLE', file, found, expected: 'a whole Parquet file' },
    ]);
  } finally {
    engine.close();
  }
}
