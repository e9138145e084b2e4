/** A sheet that has the header of another one. */
export interface AlikeSheet {
  readonly name: string;
  /** Rows below its header with anything in them. */
  readonly rows: number;
}

type Rows = readonly (readonly unknown[])[];

/**
 * The sheets with rows below the header of a table; a header is the first row with anything in two cells or more.
 * @param table rows of the sheet that is read
 * @param others sheets of the same workbook
 */
export function alikeSheets(
  table: Rows,
  others: readonly { readonly sheet: string; readonly data: Rows }[],
): AlikeSheet[] {
  const own = headerOf(table);
  if (own === undefined) return [];
  return others.flatMap(({ sheet, data }) => {
    const other = headerOf(data);
    if (other === undefined || other.text !== own.text) return [];
    const rows = data.slice(other.place + 1).filter((row) => filled(row) > 0).length;
    return rows === 0 ? [] : [{ name: sheet, rows }];
  });
}

function headerOf(rows: Rows): { readonly place: number; readonly text: string } | undefined {
  const place = rows.findIndex((row) => filled(row) > 1);
  return place < 0 ? undefined : { place, text: namesOf(rows[place]!) };
}

const cellText = (cell: unknown): string => String(cell ?? '').trim();
const filled = (row: readonly unknown[]): number => row.filter((cell) => cellText(cell) !== '').length;
/** The same names in whatever order and case. */
const namesOf = (row: readonly unknown[]): string =>
  row
    .map((cell) => cellText(cell).normalize('NFKC').toLowerCase())
    .filter((name) => name !== '')
    .sort()
    .join('\n');
