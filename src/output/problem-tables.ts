import type { Problem } from '../core/errors.js';
import type { Table } from './csv.js';

/**
 * rejects.csv: every problem of every rejected record.
 * @param problems problems with physical lines
 */
export function rejectTable(problems: readonly Problem[]): Table {
  const rows = problems.map(({ file, line, column, found, code, expected }) => [
    file ?? null,
    line ?? null,
    column ?? null,
    found ?? null,
    code,
    expected ?? null,
  ]);
  return { columns: ['file', 'line', 'column', 'value', 'code', 'expected'], rows };
}
