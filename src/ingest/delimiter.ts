import Papa from 'papaparse';

const DELIMITERS = [',', ';', '\t'];

/**
 * What parts the cells of a table: a comma, semicolon or tab, by its header. Texts further down may hold the others as often as they like.
 * @param text begins with the header; blank lines before it are read over
 */
export function delimiterOf(text: string): string {
  const header = text.trimStart();
  const cells = (delimiter: string) =>
    Papa.parse<string[]>(header, { delimiter, preview: 1 }).data[0]?.length ?? 0;
  return DELIMITERS.reduce((best, other) => (cells(other) > cells(best) ? other : best));
}
