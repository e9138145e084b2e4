import type { TextRecord } from './read-rows.js';

/** Whether bytes are a workbook: a zip archive. */
export const isWorkbook = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;

/**
 * The records of a workbook's first sheet, as a CSV would have them: days as `YYYY-MM-DD`, yes and no as 1 and 0; blank rows left
 * out but counted.
 * @param bytes an XLSX file
 * @returns undefined when it cannot be read
 */
export async function sheetRecords(bytes: Uint8Array): Promise<TextRecord[] | undefined> {
  const { default: readSheets } = await import('read-excel-file/node');
  const sheets = await readSheets(Buffer.from(bytes)).catch(() => undefined);
  const rows = sheets?.[0]?.data;
  if (rows === undefined) return undefined;
  const width = rows[0]?.length ?? 0;
  return rows
    .map((row, i) => ({ line: i + 1, cells: Array.from({ length: width }, (_, j) => cellText(row[j])) }))
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  return typeof value === 'boolean' ? String(Number(value)) : String(value);
}
