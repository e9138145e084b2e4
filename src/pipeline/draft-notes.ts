import type { ColumnType } from '../document/column.js';
import { SERIAL } from '../document/mapping.js';
import { dayOfSerial } from '../ingest/map-cell.js';
import { isNumberHeader, namingOf } from './draft-names.js';
import { type ColumnFacts, isExact, MOST_CATEGORIES, type NamedFacts } from './draft-types.js';

/** What is told of a feature beside what was taken for granted. */
export const featureNotes = (facts: ColumnFacts, type: ColumnType): string[] => [
  ...pricedNote(facts),
  ...serialNote(facts),
  ...(type === 'category' && isUnordered(facts) ? [UNORDERED] : []),
  ...(type === 'integer' ? codeNote(facts) : []),
];

/** Some rows may have a unit that others left out. */
const pricedNote = ({ priced, stated }: ColumnFacts): string[] =>
  priced === 0 || priced === stated ? [] : [`units and signs of currency in ${priced} of ${stated} rows`];

/** A line of totals has the form of a firm. */
export const totalNote = ({ total }: ColumnFacts): string | null =>
  total === undefined ? null : `${total} is no firm: drop the line of totals`;

/** Which day a spreadsheet's number was taken for. */
const serialNote = ({ dayFormat, least }: ColumnFacts): string[] =>
  dayFormat === SERIAL
    ? [`${least} read as ${dayOfSerial(String(least))}, as a spreadsheet counts days`]
    : [];

/** Days of which nobody knows whether the month or the day of the month stands first. */
const isUnordered = ({ dayFormat, days, stated }: ColumnFacts): boolean =>
  dayFormat === undefined && stated > 0 && days === stated;
const UNORDERED = 'days in either order: name dateFormat in the mapping, e.g. M/D/YYYY';

/** Codes without a zero in front look like numbers, and have no more or less. */
const codeNote = ({ header }: ColumnFacts): string[] =>
  /代码|编码|行业|邮编|(?:^|[^a-z])(?:code|naics|sic|zip)s?$/i.test(header)
    ? ['may be codes: then a category']
    : [];

/** Why a column tells nothing; null where it may. */
export function whyNone(facts: NamedFacts, type: ColumnType): string | null {
  const { header, stated, distinct, empty } = facts;
  if (stated === 0) return 'empty';
  if (header === '') return 'no name';
  if (distinct === 1 && empty === 0) return 'one value only';
  if (type === 'integer') return whyNumber(facts);
  if (type !== 'text') return null;
  return namingOf({ ...facts, isText: true }) === undefined ? whyText(facts) : 'names somebody';
}

/** Why whole numbers have no more or less, where they name something. */
function whyNumber({ header, stated, distinct, least, most, percents, priced }: ColumnFacts): string | null {
  const isEach = distinct === stated;
  if (isNumberHeader(header) && (isEach || distinct > MOST_CATEGORIES))
    return 'numbers that name something, by the header';
  const isBare = percents === 0 && priced === 0 && stated > MOST_CATEGORIES;
  const isCounted = (least === 0 || least === 1) && most - least + 1 === stated;
  return isBare && isEach && isCounted ? 'numbers of the rows, each once' : null;
}

/** Why a column is text that looks like numbers or days, where it does. */
function whyText(facts: ColumnFacts): string {
  const { stated, numbers, priced, days, coded, distinct } = facts;
  const [noNumber, noDay] = [shortened(facts.noNumber), shortened(facts.noDay)];
  const others = stated - numbers;
  if (numbers + priced === stated && priced > 0)
    return `units in the header and in ${priced} of ${stated} rows`;
  if (numbers + priced >= 0.5 * stated && others > 0)
    return others === 1
      ? `1 text that is no number: ${noNumber}`
      : `${others} texts that are no numbers, e.g. ${noNumber}`;
  if (isUnordered(facts)) return UNORDERED;
  if (days >= 0.5 * stated) return `${stated - days} texts that are no days like the others, e.g. ${noDay}`;
  if (others === 0 && coded > 0)
    return `codes: ${distinct} different, ${coded} of the rows with a zero in front`;
  return others > 0 || isExact(facts)
    ? `${distinct} different texts`
    : 'whole numbers beyond 2^53, which are not held to the last digit';
}

const shortened = (text = ''): string => (text.length > 30 ? `${text.slice(0, 30)}…` : text);
