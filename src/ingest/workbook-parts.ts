import { Buffer } from 'node:buffer';
/** What is looked up in a workbook beside its values. */
export interface WorkbookParts {
  /** Place of the first worksheet that is not hidden, from 0; of the first of all where all are. */
  readonly place: number;
  /** Places of the worksheets after it that are not hidden. */
  readonly later: readonly number[];
  /** The text of that sheet. */
  readonly sheet: Buffer | undefined;
  /** Numbers of the cell styles that show a share as a percentage. */
  readonly percentStyles: ReadonlySet<string>;
  /** Numbers of those that show a day in one run of letters (yyyymmdd), which no reader of workbooks knows for a day. */
  readonly dayStyles: ReadonlySet<string>;
  /** Whether days are counted from 1904, as spreadsheets on a Mac once did. */
  readonly is1904: boolean;
}

const BOOK = 'xl/workbook.xml';
const RELATIONS = 'xl/_rels/workbook.xml.rels';
const STYLES = 'xl/styles.xml';

const SHEET = /<(?:\w+:)?sheet\b(?:"[^"]*"|'[^']*'|[^>"'])*>/g;
const attribute = (name: string) => new RegExp(`(?:^|[\\s<:])${name}\\s*=\\s*["']([^"']*)["']`);
const STATE = attribute('state');
const RELATION_ID = /\b\w+:id\s*=\s*["']([^"']+)["']/;
const ID = attribute('Id');
const TARGET = attribute('Target');
const TYPE = attribute('Type');
/** Charts, dialogs and macros are sheets too, and no tables. */
const IS_WORKSHEET = /(?:^|\/)worksheet$/;

/** Opens what a workbook says of its sheets and styles, and the text of the sheet that its reader sees first. */
export async function openParts(bytes: Uint8Array): Promise<WorkbookParts> {
  const { unzipSync } = await import('fflate');
  const open = (wanted: (name: string) => boolean) =>
    unzipSync(bytes, { filter: ({ name }) => wanted(name) });
  const book = open((name) => [BOOK, RELATIONS, STYLES].includes(name));
  const text = (name: string) => Buffer.from(book[name] ?? []).toString('utf8');
  const sheets = [...text(BOOK).matchAll(SHEET)].map(([tag]) => tag);
  const relations = sheets.map((tag) => relationOf(tag, text(RELATIONS)));
  const isTable = (at: number) => IS_WORKSHEET.test(TYPE.exec(relations[at] ?? '')?.[1] ?? 'worksheet');
  const isShown = (tag: string) => (STATE.exec(tag)?.[1] ?? 'visible') === 'visible';
  const shown = sheets.flatMap((tag, at) => (isShown(tag) && isTable(at) ? [at] : []));
  const first = sheets.findIndex((_tag, at) => isTable(at));
  const place = shown[0] ?? Math.max(0, first);
  const path = pathOf(relations[place]);
  const found = open((name) => name === path)[path];
  const sheet = found && Buffer.from(found.buffer, found.byteOffset, found.byteLength);
  const styles = text(STYLES);
  return {
    place,
    later: shown.slice(1),
    sheet,
    percentStyles: stylesOf(styles, (code) => code.includes('%'), PERCENT_FORMATS),
    dayStyles: stylesOf(styles, (code) => DAY_IN_ONE.test(code)),
    is1904: /\bdate1904\s*=\s*["'](?:1|true)["']/.test(text(BOOK)),
  };
}

/** What says where a sheet stands in the archive, and of what kind it is. */
function relationOf(sheet: string, relations: string): string | undefined {
  const id = RELATION_ID.exec(sheet)?.[1];
  const tags = [...relations.matchAll(/<(?:\w+:)?Relationship\b[^>]*>/g)].map(([tag]) => tag);
  return tags.find((tag) => ID.exec(tag)?.[1] === id);
}

function pathOf(relation: string | undefined): string {
  const target = TARGET.exec(relation ?? '')?.[1] ?? 'worksheets/sheet1.xml';
  return target.startsWith('/') ? target.slice(1) : `xl/${target}`;
}

/** Number formats 9 and 10 are 0% and 0.00%; others are written out. */
const PERCENT_FORMATS = ['9', '10'];

/** A day, and perhaps its time, without anything between. */
const DAY_IN_ONE = /^(?:y+m+(?:d+)?|[md]+y+)(?:h+m+(?:s+)?)?(?:;@)?$/i;

/** Numbers of the cell styles whose number format is among `formats`, or is written out and as asked for. */
function stylesOf(
  styles: string,
  isAsked: (code: string) => boolean,
  formats: readonly string[] = [],
): Set<string> {
  const own = [...styles.matchAll(/<(?:\w+:)?numFmt\b[^>]*>/g)]
    .map(
      ([tag]) =>
        [attribute('numFmtId').exec(tag)?.[1], attribute('formatCode').exec(tag)?.[1] ?? ''] as const,
    )
    .filter(([, code]) => isAsked(code.replace(/&quot;.*?&quot;|\\.|\[[^\]]*\]/g, '')))
    .map(([id]) => id);
  const wanted = new Set([...formats, ...own]);
  const cells = /<(?:\w+:)?cellXfs\b[\s\S]*?<\/(?:\w+:)?cellXfs>/.exec(styles)?.[0] ?? '';
  const used = [...cells.matchAll(/<(?:\w+:)?xf\b[^>]*>/g)].map(
    ([tag]) => attribute('numFmtId').exec(tag)?.[1],
  );
  return new Set(used.flatMap((format, i) => (wanted.has(format) ? [String(i)] : [])));
}
