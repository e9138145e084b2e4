import type { Problem } from '../core/errors.js';
import { didYouMean } from '../core/suggest.js';
import type { Indicator } from '../document/indicator-spec.js';
import type { IndustryFigures } from '../document/industry-inputs.js';

/** The columns of industries.csv an indicator reads. */
function columnsOfIndicator({ source }: Indicator): string[] {
  if (source.from === 'ratio') return [source.numerator, source.denominator];
  return source.from === 'column' || source.from === 'growth' ? [source.column] : [];
}

/**
 * Problems with the figures that indicators read.
 * @param indicators the spec's indicators
 * @param figures columns of industries.csv
 * @param file name for problems
 */
export function checkFigures(
  indicators: readonly Indicator[],
  figures: readonly string[],
  file: string,
): Problem[] {
  const wanted = [...new Set(indicators.flatMap(columnsOfIndicator))];
  return wanted
    .filter((name) => !figures.includes(name))
    .map((name) => ({
      code: 'MISSING_COLUMN',
      file,
      line: 1,
      column: name,
      expected: `a column named ${name}, which an indicator reads`,
      ...didYouMean(name, figures),
    }));
}

/**
 * The raw value of an indicator in the latest year the industry has up to `lastYear`; null when a figure is missing.
 * @param indicator an indicator over industries.csv
 * @param industry its figures
 * @param lastYear the last year that may be known
 */
export function rawValue({ source }: Indicator, industry: IndustryFigures, lastYear: number): number | null {
  const year = latestYear(industry, lastYear);
  if (year === undefined) return null;
  const at = (column: string, when = year) => industry.years.get(when)?.[column] ?? null;
  if (source.from === 'column') return at(source.column);
  if (source.from === 'ratio') {
    const [top, bottom] = [at(source.numerator), at(source.denominator)];
    return top === null || bottom === null || bottom <= 0 ? null : top / bottom;
  }
  if (source.from !== 'growth') return null;
  const [last, first] = [at(source.column), at(source.column, year - source.years)];
  if (last === null || first === null || first <= 0 || last <= 0) return null;
  return Math.expm1(Math.log(last / first) / source.years);
}

/** What an industry must have for an indicator, in words. @param file the file of figures */
export function wantedFigure({ source }: Indicator, file: string): string {
  if (source.from === 'column') return `a figure in ${source.column} of ${file}`;
  if (source.from === 'ratio') return `${source.numerator}, and ${source.denominator} above 0, in ${file}`;
  if (source.from === 'growth')
    return `${source.column} above 0 in the latest year and ${source.years} years before, in ${file}`;
  return 'a figure';
}

/** The latest year of an industry's figures up to `lastYear`; undefined where there is none. */
function latestYear({ years }: IndustryFigures, lastYear: number): number | undefined {
  const known = [...years.keys()].filter((year) => year <= lastYear);
  return known.length === 0 ? undefined : Math.max(...known);
}

/** An industry whose latest figures are older than those of others. */
export interface OlderFigures {
  readonly industry: string;
  readonly year: number;
}

/** The industries whose latest figures up to `lastYear` are older than the latest of all. */
export function olderFigures(industries: readonly IndustryFigures[], lastYear: number): OlderFigures[] {
  const latest = industries.flatMap((industry) => {
    const year = latestYear(industry, lastYear);
    return year === undefined ? [] : [{ industry: industry.id, year }];
  });
  const last = Math.max(...latest.map(({ year }) => year));
  return latest.filter(({ year }) => year < last);
}

/** Raw values: one row for each indicator, one column for each industry; null = missing. */
export type RawValues = readonly (readonly (number | null)[])[];
