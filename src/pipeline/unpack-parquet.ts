import { basename, dirname } from 'node:path';
import { InputError } from '../core/errors.js';
import { isExhausted } from '../core/machine-error.js';
import { openEngine } from '../engine/engine.js';
import type { RowPlaces } from '../ingest/row-places.js';
import { parquetBreaks, parquetColumns, parquetToCsv } from '../sql/parquet.js';

/**
 * Writes a Parquet file as CSV.
 * @param path the file
 * @param to the CSV; the engine works in its folder
 * @returns where its rows stand in the CSV
 * @throws InputError FILE_PROBLEM when the file cannot be read
 */
export async function unpackParquet(path: string, to: string): Promise<RowPlaces> {
  const engine = await openEngine({ workFolder: dirname(to) });
  try {
    const columns = (await engine.rows(parquetColumns(path))).map((row) => ({
      name: String(row.column_name),
      type: String(row.column_type),
    }));
    await engine.run(parquetToCsv(path, to, columns));
    const broken = await engine.rows(parquetBreaks(path, columns));
    const breaks = broken.map(({ _row_no: row, breaks: n }) => ({ row: Number(row), breaks: Number(n) }));
    return { above: 1, breaks };
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
