import { defuse } from '../core/defuse.js';
import { writeWhole } from '../core/write-whole.js';
import { type Cell, type Shown, shownBy, type Table } from './csv.js';

/** Width of a column in characters: its widest cell among the first rows, Chinese counted twice. */
const LOOKED_AT = 200;
const WIDTHS = { least: 8, most: 48 };
/** Whom a row is about. */
const FROZEN = 2;
/** Characters that a page across can hold and still be read. */
const PAGE_WIDTH = 200;

/**
 * Writes a table whole or not at all, as a workbook of one sheet: numbers as numbers, days as days, texts (the credit code too) as
 * texts and defused, header and the first two columns frozen, the filter on; printed so many pages across that it can be read.
 * @param path the file
 * @param table the table
 * @param sheet the sheet's name
 */
export async function writeXlsx(path: string, table: Table, sheet: string): Promise<void> {
  const { default: writeExcelFile } = await import('write-excel-file/node');
  const { getCellAddress, getOrderOfSiblings, insertElementMarkupAccordingToOrderOfSiblings } = await import(
    'write-excel-file/utility'
  );
  const header = table.columns.map(headOf);
  const shown = table.shown ?? table.columns.map(shownBy);
  const data = [header, ...table.rows.map((row) => row.map((cell, i) => cellOf(cell, shown[i])))];
  const range = `A1:${getCellAddress(table.rows.length, table.columns.length - 1)}`;
  const columns = table.columns.map((name, i) => ({ width: widthOf(name, table.rows, i) }));
  const filter = {
    files: {
      transform: {
        'xl/worksheets/sheet{id}.xml': {
          transform: (xml: string) =>
            fittingPages(
              insertElementMarkupAccordingToOrderOfSiblings(
                xml,
                `<autoFilter ref="${range}"/>`,
                getOrderOfSiblings('xl/worksheets/sheet{id}.xml', 'worksheet') ?? ['sheetData', 'autoFilter'],
                'worksheet',
              ),
              columns,
            ),
        },
        'xl/workbook.xml': { transform: (xml: string) => withPrintTitles(xml, sheet) },
      },
    },
  };
  const titles = Math.min(FROZEN, table.columns.length - 1);
  const frozen = { stickyRowsCount: 1, ...(titles > 0 && { stickyColumnsCount: titles }) };
  const layout = { sheet, columns, ...frozen, orientation: 'landscape' as const };
  const workbook = writeExcelFile(data, layout, { features: [filter], fontFamily: 'Arial', fontSize: 10 });
  await writeWhole(path, async (file) => file.writeFile(await workbook.toBuffer()));
}

/** So many pages across, as many down as it takes. */
function fittingPages(xml: string, columns: readonly { readonly width: number }[]): string {
  const [titles, others] = [columns.slice(0, FROZEN), columns.slice(FROZEN)].map((own) =>
    own.reduce((sum, { width }) => sum + width, 0),
  );
  // Every page across begins with the titles.
  const across = Math.max(1, Math.ceil(others! / Math.max(1, PAGE_WIDTH - titles!)));
  return xml
    .replace(/(<worksheet\b[^>]*>)/, '$1<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>')
    .replace('<pageSetup ', `<pageSetup fitToWidth="${across}" fitToHeight="0" `);
}

/** Every printed page has the header, and the first two columns: whom a row is about. */
function withPrintTitles(xml: string, sheet: string): string {
  const titles = `${sheet}!$A:$B,${sheet}!$1:$1`;
  const name = `<definedName name="_xlnm.Print_Titles" localSheetId="0">${titles}</definedName>`;
  return xml.replace('<definedNames/>', `<definedNames>${name}</definedNames>`);
}

const headOf = (name: string) => ({ value: defuse(name), type: String, fontWeight: 'bold' as const });

function cellOf(cell: Cell, shown: Shown | undefined) {
  if (shown === 'text')
    return { value: cell === null ? '' : defuse(String(cell)), type: String, format: '@' };
  if (cell === null) return null;
  if (shown === 'day' && isSheetDay(String(cell)))
    return { value: new Date(`${cell}T00:00:00Z`), type: Date, format: 'yyyy-mm-dd' };
  if (typeof cell === 'string') return { value: defuse(cell), type: String };
  if (shown === 'amount') return { value: Number(cell), type: Number, format: '#,##0' };
  return { value: Number(cell), type: Number, ...(Number.isInteger(Number(cell)) && { format: '0' }) };
}

/** Days that every spreadsheet counts alike: before, some take 1900 for a leap year. What is masked is none. */
const isSheetDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && text >= '1900-03-01';

function widthOf(name: string, rows: Table['rows'], i: number): number {
  const lengths = rows.slice(0, LOOKED_AT).map((row) => shownLength(String(row[i] ?? '')));
  // Capitals are a little wider than the digits that widths are counted in.
  return Math.min(WIDTHS.most, Math.ceil(1.1 * Math.max(WIDTHS.least, shownLength(name), ...lengths)) + 2);
}

const shownLength = (text: string) =>
  [...text].reduce((sum, character) => sum + (character.charCodeAt(0) > 0xff ? 2 : 1), 0);
