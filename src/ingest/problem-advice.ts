import type { Problem } from '../core/errors.js';
import type { Column } from '../document/column.js';
import { type Mapping, mappedFormat } from '../document/mapping.js';
import { isReadGrouped, isReadPercent, isReadPriced } from './map-cell.js';
import { MISSING_WORDS } from './missing-words.js';
import { isInMany } from './units.js';

/** What a file is read by, as far as people can change it. */
export interface ReadBy {
  /** What dipper.json says of its headers. */
  readonly mapping: Mapping | undefined;
  /** The document that names words for missing values; undefined where none does. */
  readonly missingTextsIn: string | undefined;
}

/**
 * What can be done about a cell that is no number, no day or no code: a word for a missing value, a number with thousands separators, a
 * day that is not in the mapped format, a code that a spreadsheet took for a number.
 * @param contract the columns that the file is read by
 * @returns a hint, a wider expectation, or nothing
 */
export function adviceOf(
  { code, column: name, found, expected }: Problem,
  { mapping, missingTextsIn }: ReadBy,
  contract: readonly Column[],
): Pick<Problem, 'hint' | 'expected'> {
  const column = contract.find((each) => each.name === name);
  if (column === undefined || found === undefined) return {};
  if (code === 'PATTERN' && ROUNDED.test(found.trim()))
    return { hint: 'a spreadsheet keeps 15 digits of a number: its column must be stored as text there' };
  if (code !== 'TYPE') return {};
  if (missingTextsIn !== undefined && MISSING_WORDS.includes(found.trim()))
    return {
      hint: `a word for a missing value is named in missingTexts of ${missingTextsIn}; train again after that`,
    };
  const format = mappedFormat(mapping, column.name);
  if (format !== undefined) return { expected: `${expected}, or ${format} as it is mapped` };
  if (isReadPercent(found, column)) return { hint: readBy('"percent": true') };
  if (isReadPercent(found, column, 0.01)) return { hint: readBy('"percent": true, "times": 0.01') };
  if (isReadGrouped(found, column)) return { hint: readBy('"grouped": true') };
  return !isInMany(column) && isReadPriced(found, column) ? { hint: readBy('"priced": true') } : {};
}

/** A long code as a spreadsheet shows it when it takes it for a number. */
const ROUNDED = /^\d(\.\d+)?E\+\d{2,3}$/i;

const readBy = (change: string): string => `${change} in the mapping of its header reads it`;
