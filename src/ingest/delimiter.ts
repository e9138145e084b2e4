import { cellsOf } from './raw-fields.js';
import { recordsIn } from './text-records.js';

const DELIMITERS = [',', ';', '\t'];

/**
 * What parts the cells of a table: a comma, semicolon or tab, by its header. Texts further down may hold the others as often as they like.
 * @param text begins with the header; blank lines before it are read over
 */
export function delimiterOf(text: string): string {
  const header = text.trimStart();
  const first = (delimiter: string) => recordsIn(header, delimiter, 1).records[0]?.text ?? '';
  const cells = (delimiter: string) => cellsOf(first(delimiter), delimiter)?.length ?? 0;
  const pieces = (delimiter: string) => first(delimiter).split(delimiter).length;
  const best = most(cells);
  // Quotes that pair with no delimiter tell nothing of it.
  return cells(best) > 1 ? best : most(pieces);
}

const most = (count: (delimiter: string) => number): string =>
  DELIMITERS.reduce((best, other) => (count(other) > count(best) ? other : best));
