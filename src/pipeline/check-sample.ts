import { InputError } from '../core/errors.js';
import type { EnterpriseSpec } from '../document/enterprise-spec.js';

/** Weights count in whole millionths: a smaller one would be none, and a larger one is no longer held to the last of them. */
const WEIGHTS = [5e-7, 1e9] as const;
const SCALE_THEM = 'weights about 1: multiply all of them by one number, which changes nothing else';
/** The most that odds of the sample are above or below those of the firms: a rate of one in half a billion. */
const MOST_OFFSET = 20;

/**
 * Weights of labelled firms that can be counted, and offsets that can be log odds of a sample.
 * @param spec says which columns they come from
 * @throws InputError RANGE
 */
export function assertSample(
  { label, fit }: Pick<EnterpriseSpec, 'label' | 'fit'>,
  { weights, offsets }: { readonly weights: Float64Array; readonly offsets: Float64Array },
): void {
  if (label?.weight !== undefined) assertWeights(weights, label.weight);
  if (fit.offset !== undefined) assertOffsets(offsets, fit.offset);
}

function assertWeights(weights: Float64Array, column: string): void {
  const [least, most] = WEIGHTS;
  const count = (isWrong: (weight: number) => boolean) => countOf(weights, isWrong);
  const below = count((weight) => weight < 0);
  if (below > 0) throw wrongWeights(column, `${below} labelled firms with a weight below 0`);
  const lost = count((weight) => weight > 0 && weight < least);
  if (lost > 0) throw wrongWeights(column, `${lost} labelled firms with a weight below ${least}`, SCALE_THEM);
  const above = count((weight) => weight > most);
  if (above > 0)
    throw wrongWeights(column, `${above} labelled firms with a weight above ${most}`, SCALE_THEM);
}

function assertOffsets(offsets: Float64Array, column: string): void {
  const beyond = countOf(offsets, (offset) => Math.abs(offset) > MOST_OFFSET);
  if (beyond === 0) return;
  const found = `${beyond} labelled firms with an offset beyond ${MOST_OFFSET}`;
  const expected = `log odds, −${MOST_OFFSET} to ${MOST_OFFSET}, e.g. ln of sampling rates`;
  throw new InputError('RANGE', 'The offsets of the sample cannot be used', [
    { code: 'RANGE', column, found, expected },
  ]);
}

const countOf = (values: Float64Array, isCounted: (value: number) => boolean): number =>
  values.reduce((n, value) => n + (isCounted(value) ? 1 : 0), 0);

/** What is thrown for sample weights that nobody can be trained on. */
export function wrongWeights(
  column: string,
  found: string,
  expected = 'weights of 0 and more, one of them above',
): InputError {
  return new InputError('RANGE', 'The sample weights cannot be used', [
    { code: 'RANGE', column, found, expected },
  ]);
}
