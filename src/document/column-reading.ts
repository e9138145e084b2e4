import { isIsoDate } from '../core/numbers.js';
import { type Column, type ColumnType, isNumeric, WHOLE_TYPES } from './column.js';
import { type Condition, columnsOfCondition, literalsOf } from './condition.js';

/** What a document reads a column as. */
export type Reading = 'number' | 'whole' | 'day' | 'text';

const READINGS: Readonly<
  Record<Reading, { readonly types: readonly ColumnType[]; readonly expected: string }>
> = {
  number: {
    types: ['amount', 'integer', 'flag', 'number'],
    expected: 'a column of numbers: amount, integer, number or flag',
  },
  whole: { types: WHOLE_TYPES, expected: 'a column of whole numbers: amount or integer' },
  day: { types: ['date'], expected: 'a column of days: date' },
  text: { types: ['text', 'code', 'category'], expected: 'a column of texts: category, text or code' },
};

/** A column that a document names: where, which one, and how it is read. */
export type NamedColumn = readonly [path: string, name: string | undefined, reading: Reading];

/** A column read as what it is not, or compared with what it never is. */
export interface Misreading {
  readonly path: string;
  readonly found: string;
  readonly expected: string;
}

/**
 * Columns of a type that cannot be read as the document reads them. Unknown columns are left to others.
 * @param named the columns that the document names
 * @param columns the contract, by name
 */
export function misreadColumns(
  named: readonly NamedColumn[],
  columns: ReadonlyMap<string, Pick<Column, 'type'>>,
): Misreading[] {
  return named.flatMap(([path, name, reading]) => {
    const type = name === undefined ? undefined : columns.get(name)?.type;
    const { types, expected } = READINGS[reading];
    return type === undefined || types.includes(type) ? [] : [{ path, found: `${name}: ${type}`, expected }];
  });
}

/**
 * Literals of a condition that are numbers where the column holds texts or days, or the other way round, or no days for a column of days.
 * @param condition the condition
 * @param path where it stands
 * @param columns the contract, by name
 */
export function misreadLiterals(
  condition: Condition,
  path: string,
  columns: ReadonlyMap<string, Column>,
): Misreading[] {
  return columnsOfCondition(condition).flatMap((name) => {
    const column = columns.get(name);
    if (column === undefined) return [];
    const { word, isRight } = literalOf(column);
    return literalsOf(condition, name)
      .filter((literal) => !isRight(literal))
      .map((literal) => ({ path, found: JSON.stringify(literal), expected: `${word} for column ${name}` }));
  });
}

/** What a column is compared with. */
function literalOf(column: Column) {
  if (isNumeric(column))
    return { word: 'a number', isRight: (literal: unknown) => typeof literal === 'number' };
  if (column.type === 'date')
    return {
      word: 'a day YYYY-MM-DD',
      isRight: (literal: unknown) => typeof literal === 'string' && isIsoDate(literal),
    };
  return { word: 'a text', isRight: (literal: unknown) => typeof literal === 'string' };
}
