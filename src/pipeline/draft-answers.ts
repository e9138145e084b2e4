import { InputError } from '../core/errors.js';
import { didYouMean } from '../core/suggest.js';
import { type Answer, type AnswerOp, textsOf } from './draft-labels.js';
import { isOrdered, readAs, typeOf } from './draft-types.js';
import type { ProfiledColumn } from './profile-columns.js';
import type { TableProfile } from './profile-file.js';

/** The place of a column by its header. */
export function placeOfHeader(
  { columns, file }: Pick<TableProfile, 'columns' | 'file'>,
  flag: string,
  header: string,
): number {
  const headers = columns.map((column) => column.header);
  const place = headers.indexOf(header);
  if (place >= 0) return place;
  throw new InputError('UNKNOWN_COLUMN', `${file} has no column ${header}`, [
    {
      code: 'UNKNOWN_COLUMN',
      path: flag,
      found: header,
      expected: `a header of ${file}`,
      ...didYouMean(header, headers),
    },
  ]);
}

/** Which firms, by the place of a column. */
export interface PlacedAnswer extends Omit<Answer, 'column'> {
  readonly place: number;
}

/** Values that a problem lists. */
const MOST_TOLD = 10;
const OPS = /[<>!]=|[=<>]/g;

/** Every way to read `column=value`, or another comparison: both sides may hold such signs. */
export const splitsOf = (text: string) =>
  [...text.matchAll(OPS)].map(({ index, 0: op }) => ({
    left: text.slice(0, index).trim(),
    op: op as AnswerOp,
    value: text.slice(index + op.length).trim(),
  }));

/** Takes the reading whose left side is a header. */
export function answerIn(profile: TableProfile, flag: string, text: string): PlacedAnswer {
  const splits = splitsOf(text);
  const isHeader = (name: string) => profile.columns.some(({ header }) => header === name);
  const split = splits.find(({ left }) => isHeader(left)) ?? splits[0];
  if (split === undefined)
    throw new InputError('USAGE', `${flag} does not say what a value is`, [
      {
        code: 'USAGE',
        path: flag,
        found: text,
        expected: 'column=value, e.g. default=1 or days_overdue>=90',
      },
    ]);
  const { left, op, value } = split;
  const place = placeOfHeader(profile, flag, left);
  assertAnswer(profile.columns[place]!, flag, { op, value });
  return { place, op, value };
}

/** A value that nobody has is a slip of the pen; only numbers and days are more or less than others. */
function assertAnswer(
  column: ProfiledColumn,
  flag: string,
  { op, value }: Omit<PlacedAnswer, 'place'>,
): void {
  const { header, texts, numbers, stated } = column;
  const isEqual = op === '=' || op === '!=';
  const isComparable = isOrdered(typeOf(column));
  const isOfColumn = readAs(value, column) !== undefined;
  const isHeld = textsOf(column, { op: '=', value }).length > 0;
  if (isEqual ? isHeld && (!isComparable || isOfColumn) : isComparable && isOfColumn) return;
  const at = { path: flag, column: header, found: value };
  if (!isEqual)
    throw new InputError('NOT_A_NUMBER', `${header} ${op} ${value} compares what is no number`, [
      {
        code: 'NOT_A_NUMBER',
        ...at,
        expected: `a number or a day, in a column of them${stated > numbers ? `: ${stated - numbers} texts are no numbers` : ''}`,
      },
    ]);
  const values = texts.map((text) => text.value).filter((text) => readAs(text, column) !== undefined);
  const more = values.length > MOST_TOLD ? ' …' : '';
  const expected = `one of ${values.slice(0, MOST_TOLD).join(', ')}${more}`;
  const isWord = isComparable && column.words.includes(value);
  const hint = `${value} is an empty cell among numbers or days: no comparison holds for it`;
  throw new InputError('UNKNOWN_VALUE', `No row has ${header} = ${value}`, [
    { code: 'UNKNOWN_VALUE', ...at, expected, ...(isWord && { hint }) },
  ]);
}
