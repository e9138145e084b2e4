import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';

/** A table before it is drawn: its head and rows. */
export type Cells = readonly (readonly string[])[];

/** Between two columns, and before the first. */
const GAP = 2;
/** No text is wrapped narrower than this. */
const LEAST = 20;

/** A text of words; fingerprints, ids and paths are copied whole. */
const BREAKABLE = /[ \p{Script=Han}]/u;

/** How the columns of a table may give way. */
export interface Narrowing {
  /** Columns of texts, which may be wrapped. */
  readonly left: readonly number[];
  /** Columns that only draw what others say: they go first. */
  readonly spare: readonly number[];
}

/** Some columns of a table, which a terminal shows beside one another. */
interface Part {
  /** Places of the columns. */
  readonly columns: readonly number[];
  readonly cells: Cells;
}

/**
 * A table in parts whose lines fit a terminal: where they would not, spare columns go; then the widest texts are wrapped; where that is
 * not enough, columns go on below, beside the first one again. No cell is cut.
 * @param cells head and rows
 * @param width columns of the terminal
 */
export function fitWidth(cells: Cells, width: number, { left, spare }: Narrowing): Part[] {
  const [head, ...rows] = cells;
  const all = head!.map((_title, i) => i);
  const own = all.map((i) => Math.max(...cells.map((row) => widthOf(row[i]!))));
  const columns = taken(all, own) <= width ? all : all.filter((i) => !spare.includes(i));
  const isText = (i: number) => left.includes(i) && rows.some((row) => BREAKABLE.test(row[i]!));
  const narrowed = narrow(columns, own, { width, isText });
  const parts = taken(columns, narrowed) <= width ? [columns] : partsOf(columns, own, width);
  return parts.map((part) => {
    const widths = narrow(part, own, { width, isText });
    const cell = (text: string, i: number) =>
      widthOf(text) > widths[i]! ? wrapAnsi(text, widths[i]!, { hard: true }) : text;
    return { columns: part, cells: cells.map((row) => part.map((i) => cell(row[i]!, i))) };
  });
}

/** What columns of some widths take. */
const taken = (columns: readonly number[], widths: readonly number[]) =>
  columns.reduce((sum, i) => sum + GAP + widths[i]!, 0);

/** Widths at which columns fit, the widest texts made narrower one after another, as far as they can be. */
function narrow(
  columns: readonly number[],
  own: readonly number[],
  { width, isText }: { readonly width: number; readonly isText: (column: number) => boolean },
): number[] {
  const widths = [...own];
  const texts = columns.filter(isText);
  for (let over = taken(columns, widths) - width; over > 0; over = taken(columns, widths) - width) {
    const widest = texts.toSorted((a, b) => widths[b]! - widths[a]!)[0];
    if (widest === undefined || widths[widest]! <= LEAST) break;
    widths[widest] = Math.max(LEAST, widths[widest]! - over);
  }
  return widths;
}

/** As many columns beside the first as fit, and then as many of the others. */
function partsOf([first, ...others]: readonly number[], own: readonly number[], width: number): number[][] {
  const parts: number[][] = [[first!]];
  for (const i of others) {
    const last = parts.at(-1)!;
    if (last.length < 2 || taken([...last, i], own) <= width) last.push(i);
    else parts.push([first!, i]);
  }
  return parts;
}

/**
 * A text whose lines are wrapped at blanks, Chinese anywhere, where they are wider than a terminal, each as far in as it begins.
 * @param width columns of the terminal
 */
export function wrapLines(text: string, width: number): string {
  const wrapped = text.split('\n').map((line) => {
    if (stringWidth(line) <= width) return line;
    const [indent] = /^ */.exec(stripVTControlCharacters(line))!;
    const own = line.replace(indent, '');
    // Chinese sentences have no blanks.
    const hard = /\p{Script=Han}/u.test(own);
    return wrapAnsi(own, Math.max(LEAST, width - indent.length), { hard }).replace(/^/gm, indent);
  });
  return wrapped.join('\n');
}

const widthOf = (cell: string) => Math.max(...cell.split('\n').map((line) => stringWidth(line)));
