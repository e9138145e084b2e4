import { DocumentError, type Problem } from '../core/errors.js';
import { didYouMean } from '../core/suggest.js';
import type { Column } from '../document/column.js';
import { misreadColumns, misreadLiterals } from '../document/column-reading.js';
import { columnsOfCondition } from '../document/condition.js';
import { hasColumn, INDUSTRY_CODE } from '../document/contract.js';
import type { Indicator } from '../document/indicator-spec.js';
import type { FirmSource } from '../sql/industry.js';

type Source = Indicator['source'];

/** Whether a figure is an aggregate over firms. */
export const isFirmSource = (source: Source): source is FirmSource => source.from.startsWith('firms');

/** Whether an indicator is the overlap of industries by the firms they share. */
export const isFirmOverlap = ({ source }: Indicator): boolean =>
  source.from === 'overlap' && source.by === 'firms';

/** Whether an indicator is counted over the company table. */
export const isCounted = (indicator: Indicator): boolean =>
  isFirmSource(indicator.source) || isFirmOverlap(indicator);

/** The columns of the company table that an indicator counts over firms; none for one that does not. */
export function columnsOfSource(source: Source): string[] {
  if (source.from === 'firms-ratio') return [source.numerator, source.denominator];
  if (source.from === 'firms-growth') return [source.column, source.before];
  if (source.from !== 'firms') return [];
  return [
    ...(source.column === undefined ? [] : [source.column]),
    ...(source.when === undefined ? [] : columnsOfCondition(source.when)),
  ];
}

/**
 * Holds the indicators over firms against the columns that the company table declares.
 * @param file the spec, for problems
 * @throws DocumentError BAD_DOCUMENT with a problem for each column that is not declared or cannot be summed
 */
export function assertCountable(
  indicators: readonly Indicator[],
  columns: readonly Column[],
  file: string,
): void {
  const known = new Map(columns.map((each) => [each.name, each]));
  const problems = [
    ...placeProblems(columns),
    ...indicators.flatMap(({ id, source }) =>
      sourceProblems(source, known).map((problem) => ({
        ...problem,
        file,
        path: `indicators.${id}.source`,
      })),
    ),
  ];
  if (problems.length > 0) throw new DocumentError('BAD_DOCUMENT', `${file} counts what it cannot`, problems);
}

function placeProblems(columns: readonly Column[]): Problem[] {
  if (hasColumn(columns, INDUSTRY_CODE)) return [];
  const at = { file: 'enterprise.spec.json', path: 'inputs' };
  const expected = `${INDUSTRY_CODE}, by which firms are counted for their industry`;
  return [{ code: 'UNKNOWN_COLUMN', ...at, found: 'nothing', expected }];
}

/** Sums must be exact: they take whole numbers. */
const WHOLE = ['integer', 'amount', 'flag'];
/** What is taken of firms without adding values up. */
const NO_SUM = ['count', 'share', 'median'];

type FoundProblem = Omit<Problem, 'file' | 'path'>;

function sourceProblems(source: Source, known: ReadonlyMap<string, Column>): FoundProblem[] {
  const unknown = columnsOfSource(source).filter((name) => !known.has(name));
  if (unknown.length > 0) {
    const expected = 'a column of the company table';
    return unknown.map((found) => ({
      code: 'UNKNOWN_COLUMN',
      found,
      expected,
      ...didYouMean(found, known.keys()),
    }));
  }
  if (source.from === 'firms' && source.column === undefined) {
    const { aggregate } = source;
    if (['count', 'share'].includes(aggregate)) return readingProblems(source, known);
    return [{ code: 'MISSING', expected: `a column to take the ${aggregate} of` }];
  }
  const expected = 'an integer, amount or flag: sums are exact';
  const notWhole = summedBy(source)
    .filter((name) => !WHOLE.includes(known.get(name)!.type))
    .map((found) => ({ code: 'NOT_WHOLE', found, expected }));
  return [...notWhole, ...readingProblems(source, known)];
}

/** A median of texts or days, and conditions that compare columns with what they never are. */
function readingProblems(source: Source, known: ReadonlyMap<string, Column>): FoundProblem[] {
  if (source.from !== 'firms') return [];
  const { aggregate, column, when } = source;
  const misread = [
    ...misreadColumns([['', aggregate === 'median' ? column : undefined, 'number']], known),
    ...(when === undefined ? [] : misreadLiterals(when, '', known)),
  ];
  return misread.map(({ found, expected }) => ({ code: 'TYPE', found, expected }));
}

function summedBy(source: Source): string[] {
  if (source.from !== 'firms') return columnsOfSource(source);
  return NO_SUM.includes(source.aggregate) ? [] : [source.column!];
}
