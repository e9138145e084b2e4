import { DocumentError, type Problem } from '../core/errors.js';
import { groupBy } from '../core/group-by.js';
import type { IndustryFigures } from '../document/industry-inputs.js';
import type { FrozenIndicator } from './frozen-indicator.js';
import { type RawValues, wantedFigure } from './indicators.js';

/** What figures are looked at with. */
interface FigureContext {
  readonly raw: RawValues;
  /** The files of figures and of the spec, for problems. */
  readonly file: string;
  readonly specFile: string;
}

/**
 * Holds the figures against what indicators and dimensions ask for.
 * @throws DocumentError BAD_INDICATOR with every problem
 */
export function assertFigures(
  indicators: readonly FrozenIndicator[],
  industries: readonly IndustryFigures[],
  { raw, file, specFile }: FigureContext,
): void {
  const problems = [
    ...indicators.flatMap((indicator, i) => checkIndicator(indicator, raw[i]!, { industries, file })),
    ...checkDimensions(indicators, industries, raw),
  ].map((problem) => ({ ...problem, file: specFile }));
  if (problems.length > 0)
    throw new DocumentError('BAD_INDICATOR', 'Indicators cannot be computed', problems);
}

/** Scores, squares and spans of larger figures would leave the range of numbers. */
const LARGEST = 1e100;

function checkIndicator(
  indicator: FrozenIndicator,
  values: readonly (number | null)[],
  { industries, file }: { readonly industries: readonly IndustryFigures[]; readonly file: string },
): Problem[] {
  const { id, bounds, missing } = indicator;
  const bad = { code: 'BAD_INDICATOR', path: `indicators.${id}` };
  if (values.every((value) => value === null)) {
    const expected = `a figure of some industry for ${id}, or ${id} under leftOut`;
    return [{ ...bad, found: 'no figure of any industry', expected }];
  }
  const figures = values.map((value, at) => ({ value, industry: industries[at]!.id }));
  const lacking = figures
    .filter(({ value }) => value === null && missing === 'refuse')
    .map(({ industry }) => {
      const found = `nothing for ${industry}`;
      return { ...bad, code: 'MISSING', found, expected: wantedFigure(indicator, file) };
    });
  const huge = figures
    .filter(({ value }) => !(Math.abs(value ?? 0) <= LARGEST))
    .map(({ value, industry }) => {
      return { ...bad, found: `${value} for ${industry}`, expected: 'a figure up to 1e100 in size' };
    });
  if (huge.length > 0 || bounds === undefined || bounds.high > bounds.low) return [...lacking, ...huge];
  const expected = `figures that tell industries apart by ${id}, or given bounds with low < high`;
  return [...lacking, { ...bad, found: `bounds ${bounds.low} to ${bounds.high}`, expected }];
}

/** Industries that lack every figure of a dimension whose figures may be missing. */
function checkDimensions(
  indicators: readonly FrozenIndicator[],
  industries: readonly IndustryFigures[],
  raw: RawValues,
): Problem[] {
  const mayLack = [...groupBy(indicators, ({ dimension }) => dimension)].filter(([, own]) =>
    own.every(({ missing }) => missing === 'reweight'),
  );
  return mayLack.flatMap(([dimension, own]) => {
    const known = raw.filter((row, i) => own.includes(indicators[i]!) && row.some((value) => value !== null));
    if (known.length === 0) return [];
    const found = (industry: IndustryFigures) => `no figure of dimension ${dimension} for ${industry.id}`;
    return industries
      .filter((_industry, at) => known.every((row) => row[at] === null))
      .map((industry) => ({
        ...{ code: 'MISSING', found: found(industry), expected: 'at least one figure per dimension' },
      }));
  });
}
