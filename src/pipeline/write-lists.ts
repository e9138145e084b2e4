import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DRAFT_COLUMN } from '../document/reserved.js';
import type { Engine } from '../engine/engine.js';
import { csvLine, type Table } from '../output/csv.js';
import type { ListPart } from '../output/list-parts.js';
import type { WorkFolder } from '../output/work-folder.js';
import { writeTable } from '../output/write-table.js';
import { deskQueries } from '../sql/desk.js';
import type { ListOptions } from './list-lines.js';

/** Writes each part; returns the row counts of Parquet files. */
export async function writeParts(
  engine: Engine,
  parts: readonly ListPart[],
  { work, format }: { readonly work: WorkFolder; readonly format: ListOptions['format'] },
): Promise<Record<string, number>> {
  const parquetRows: Record<string, number> = {};
  for (const { name, table } of parts) {
    const path = join(work.path, `${name}.${format}`);
    if (format === 'parquet') {
      await writeParquet(engine, table, { path, work });
      parquetRows[`${name}.${format}`] = table.rows.length;
    } else await writeTable(path, table, 'targets');
  }
  return parquetRows;
}

/** Columns of whole numbers in Parquet; tiers are integers there. */
const WHOLE = new Set(['tier', 'line_amount', 'rate_bp', 'synthetic', DRAFT_COLUMN]);

async function writeParquet(
  engine: Engine,
  { columns, rows }: Table,
  { path, work }: { readonly path: string; readonly work: WorkFolder },
): Promise<void> {
  const copy = join(work.scratch, 'list.csv');
  const tier = columns.indexOf('tier');
  const lines = rows.map((row) => csvLine(row.map((cell, i) => (i === tier ? String(cell).slice(1) : cell))));
  await writeFile(copy, [csvLine(columns), ...lines].join(''));
  const types = columns.map((name) => [name, WHOLE.has(name) ? 'BIGINT' : 'VARCHAR'] as const);
  await engine.run(deskQueries.toParquet(copy, path, types));
}
