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
 * A table in parts whose lines fit a terminal: where they would not, spare columns go, then the widest texts are wrapped, then columns
 * go on below, beside the first one again. No cell is cut.
 * @param cells head and rows
 * @param width columns of the terminal
 */
export function fitWidth(cells: Cells, width: number, { left, spare }: Narrowing): Part[] {
  const [head, ...rows] = cells;
  const all = head!.map((_title, i) => i);
  const widths = all.map((i) => Math.max(...cells.map((row) => widthOf(row[i]!))));
  const taken = (columns: readonly number[]) => columns.reduce((sum, i) => sum + GAP + widths[i]!, 0);
  const columns = taken(all) <= width ? all : all.filter((i) => !spare.includes(i));
  const texts = columns.filter((i) => left.includes(i) && rows.some((row) => BREAKABLE.test(row[i]!)));
  for (let over = taken(columns) - width; over > 0; over = taken(columns) - width) {
    const widest = texts.toSorted((a, b) => widths[b]! - widths[a]!)[0];
    if (widest === undefined || widths[widest]! <= LEAST) break;
    widths[widest] = Math.max(LEAST, widths[widest]! - over);
  }
  const parts: number[][] = [[]];
  for (const i of columns) {
    const last = parts.at(-1)!;
    if (last.length < 2 || taken([...last, i]) <= width) last.push(i);
    else parts.push([columns[0]!, i]);
  }
  const cell = (text: string, i: number) =>
    widthOf(text) > widths[i]! ? wrapAnsi(text, widths[i]!, { hard: true }) : text;
  return parts.map((part) => ({
    columns: part,
    cells: cells.map((row) => part.map((i) => cell(row[i]!, i))),
  }));
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
