import type { Problem } from '../core/errors.js';
import { didYouMean } from '../core/suggest.js';
import { type Column, isQuantity } from '../document/column.js';
import { type MappedColumn, type Mapping, mappedAs } from '../document/mapping.js';
import { type CellChange, cellChange } from './map-cell.js';
import type { TextRecord } from './read-records.js';
import { isInMany, unscaledUnits } from './units.js';

/** A header as it was found, and what dipper.json says of it. */
export interface FoundHeader {
  /** Name for problems. */
  readonly file: string;
  /** Column names as found, in file order. */
  readonly names: readonly string[];
  readonly mapping?: Mapping | undefined;
  /** What dipper.json calls the mapping, where people may not know that there can be one. */
  readonly kind?: string | undefined;
  /** Line of the names; default 1. */
  readonly line?: number;
  /** The records below, in order: the header may be among them. */
  readonly below?: readonly TextRecord[];
}

/** A header, matched with its contract. */
export interface MatchedHeader {
  /** The contract's columns in file order; in the place of a column that is left out, a text that nobody reads. */
  readonly matched: readonly Column[];
  /** What becomes of the cells at each place; undefined where they stay. */
  readonly changes: readonly (CellChange | undefined)[];
  /** One for each missing, unknown or repeated name. */
  readonly problems: readonly Problem[];
}

/** So many records below the first are looked through for a header. */
export const ROWS_OF_A_HEAD = 10;

/** No column of a contract has a dot. */
const LEFT_OUT = 'left_out.';

/** Whether a column stands in the file and is not read. */
export const isLeftOut = ({ name }: Pick<Column, 'name'>): boolean => name.startsWith(LEFT_OUT);

/** The names of a header's columns by its mapping; columns that are left out may repeat in the file, and are told apart here. */
export function mappedNames({ names, mapping }: Pick<FoundHeader, 'names' | 'mapping'>): readonly string[] {
  if (mapping === undefined) return names;
  return names.map((name, place) => {
    const mapped = mappedAs(mapping, name);
    if (mapped === undefined) return name;
    const again = names.slice(0, place).filter((other) => other === name).length;
    return mapped?.column ?? `${LEFT_OUT}${name}${again === 0 ? '' : `.${again + 1}`}`;
  });
}

/**
 * Matches a file's header with its contract, by name.
 * @param header column names as found, in file order, and their mapping
 * @param columns the contract
 */
export function matchHeader(header: FoundHeader, columns: readonly Column[]): MatchedHeader {
  const { file, names, mapping = {} } = header;
  const meant = mappedNames(header);
  const known = new Map(columns.map((column) => [column.name, column]));
  const problems = [...unknownHeaders(header), ...wrongChanges(header, known)];
  const matched: Column[] = [];
  meant.forEach((name, place) => {
    const isOut = mappedAs(mapping, names[place]!) === null;
    const column = isOut ? ({ name, type: 'text' } as const) : known.get(name);
    if (column === undefined) {
      const free = columns.filter((candidate) => !meant.includes(candidate.name)).map((c) => c.name);
      problems.push({ ...unknownColumn(header, place, name), ...didYouMean(name, free) });
    } else if (matched.some((other) => other.name === name)) {
      const found = names[place]!;
      problems.push({ code: 'REPEATED_COLUMN', file, line: 1, column: name, found, expected: ONCE });
    } else matched.push(column);
  });
  const unused = names.filter((_name, place) => !known.has(meant[place]!));
  for (const column of columns) {
    if (column.required === false || matched.includes(column)) continue;
    const { name } = column;
    const expected = `a column named ${name}`;
    const hint = didYouMean(name, unused);
    problems.push({ code: 'MISSING_COLUMN', file, line: 1, column: name, expected, ...hint });
  }
  const changes = names.map((name) => {
    const mapped = mappedAs(mapping, name);
    return mapped ? cellChange(mapped, known.get(mapped.column)?.type) : undefined;
  });
  const isElsewhere = matched.every(isLeftOut) && problems.length > 0;
  return { matched, changes, problems: (isElsewhere && headerBelow(header, known)) || problems };
}

/** A line with so many names of the contract is a header. */
const NAMES_OF_A_HEADER = 2;

/** A header that stands below other lines, as sheets with a title have it; undefined where there is none either. */
function headerBelow(
  { file, line = 1, below = [], mapping }: FoundHeader,
  known: ReadonlyMap<string, Column>,
): Problem[] | undefined {
  const header = below.find(({ cells }) => {
    const names = mappedNames({ names: cells.map(cleanName), mapping });
    return names.filter((name) => known.has(name)).length >= NAMES_OF_A_HEADER;
  });
  return header && [titleFirst(file, line, header.line)];
}

/** The problem of a header that stands below a title. @param line of the title @param header line of the header */
export function titleFirst(file: string, line: number, header: number): Problem {
  const below = header - line;
  const found = `a title; the names stand ${below} ${below === 1 ? 'row' : 'rows'} below`;
  return { code: 'HEADER_BELOW', file, line, found, expected: 'the names of the columns first' };
}

const ONCE = 'each column once';

function unknownColumn({ file, names, kind }: FoundHeader, place: number, meant: string): Problem {
  const name = names[place]!;
  const own = name === '' ? `an empty name (column ${place + 1})` : name;
  const found = name === meant ? own : `${own}, mapped to ${meant}`;
  const mapped = kind === undefined ? '' : `, or a header that mapping.${kind} in dipper.json names`;
  return { code: 'UNKNOWN_COLUMN', file, line: 1, found, expected: `a declared column${mapped}` };
}

/** Headers that the mapping names and the file does not have; those that it leaves out may be gone. */
function unknownHeaders({ file, names, mapping = {} }: FoundHeader): Problem[] {
  const free = names.filter((name) => !Object.hasOwn(mapping, name));
  return Object.keys(mapping)
    .filter((name) => mapping[name] !== null && !names.includes(name))
    .map((found) => ({
      code: 'UNKNOWN_HEADER',
      file,
      line: 1,
      found,
      expected: 'a header of the file: the mapping in dipper.json names it',
      ...didYouMean(found, free),
    }));
}

/** Factors and separators of columns that hold no numbers, and date formats of columns that hold no days. */
function wrongChanges(
  { file, names, mapping = {} }: FoundHeader,
  known: ReadonlyMap<string, Column>,
): Problem[] {
  return names.flatMap((name): Problem[] => {
    const mapped = mappedAs(mapping, name);
    const column = known.get(mapped?.column ?? '');
    if (!mapped || column === undefined) return [];
    const at = { code: 'WRONG_CHANGE', file, line: 1, column: column.name };
    const { dateFormat } = mapped;
    const ofNumbers = (['times', 'grouped', 'percent', 'priced'] as const).find(
      (change) => mapped[change] !== undefined,
    );
    if (ofNumbers !== undefined && !isQuantity(column))
      return [
        { ...at, found: `${ofNumbers}, ${column.type} column`, expected: `${ofNumbers} for numbers only` },
      ];
    if (mapped.priced && isInMany(column))
      return [
        {
          ...at,
          found: `priced, a column in ${column.unit}`,
          expected: 'priced for a column in single units',
        },
      ];
    if (dateFormat !== undefined && column.type !== 'date')
      return [{ ...at, found: `dateFormat, ${column.type} column`, expected: 'dateFormat for days only' }];
    return unsaidUnit(name, mapped, column).map((problem) => ({ ...problem, file }));
  });
}

/** A header with another unit than its column's, where the mapping does not say what its numbers are multiplied with. */
function unsaidUnit(header: string, mapped: MappedColumn, column: Column): Omit<Problem, 'file'>[] {
  if (mapped.times !== undefined) return [];
  return unscaledUnits({ [header]: mapped }, [column]).map(({ unit, expected }) => ({
    code: 'UNSAID_UNIT',
    line: 1,
    column: column.name,
    found: `${header}, mapped without times`,
    expected: `"times": ${expected} for ${unit}, or "times": 1 where its numbers are in the unit of the column`,
  }));
}

/** A header cell as it is compared: without characters that nobody sees (zero width, byte order marks) and without space around it. */
export function cleanName(cell: string): string {
  return cell.replace(/[\u200b-\u200d\u2060\ufeff]/g, '').trim();
}
