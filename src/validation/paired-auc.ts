import { sum } from '../core/numbers.js';
/** By how much one risk measure's AUC exceeds another's on the same rows. */
export interface AucDifference {
  readonly difference: number;
  readonly standardError: number;
}

/**
 * AUC of `a` minus AUC of `b` on the same rows, with the standard error that their correlation leaves.
 * @param a higher is worse
 * @param b higher is worse
 * @param bad 1 = bad
 * @source DeLong, DeLong & Clarke-Pearson (1988), Comparing the areas under two or more correlated ROC curves
 */
export function aucDifference(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  bad: ArrayLike<number>,
): AucDifference {
  const [first, second] = [placements(a, bad), placements(b, bad)];
  const gaps = (kind: 'ofBads' | 'ofGoods') => first[kind].map((value, i) => value - second[kind][i]!);
  const [bads, goods] = [gaps('ofBads'), gaps('ofGoods')];
  const variance = spread(bads) / bads.length + spread(goods) / goods.length;
  return { difference: mean(bads), standardError: Math.sqrt(variance) };
}

const mean = (values: Float64Array) => sum(values) / values.length;

function spread(values: Float64Array): number {
  const middle = mean(values);
  return values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1);
}

/** For each bad the share of goods below it, for each good the share of bads above it; ties half. */
function placements(risk: ArrayLike<number>, bad: ArrayLike<number>) {
  const places = Array.from({ length: risk.length }, (_, i) => i);
  const sorted = (kind: number) =>
    Float64Array.from(
      places.filter((i) => bad[i] === kind),
      (i) => risk[i]!,
    ).sort();
  const [goods, bads] = [sorted(0), sorted(1)];
  const share = (values: Float64Array, value: number) =>
    (below(values, value, false) + below(values, value, true)) / 2 / values.length;
  const ofBads = Float64Array.from(
    places.filter((i) => bad[i] === 1),
    (i) => share(goods, risk[i]!),
  );
  const ofGoods = Float64Array.from(
    places.filter((i) => bad[i] === 0),
    (i) => 1 - share(bads, risk[i]!),
  );
  return { ofBads, ofGoods };
}

/** How many sorted values lie below one (or at it, too). */
function below(sorted: Float64Array, value: number, orAt: boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value || (orAt && sorted[middle]! === value)) low = middle + 1;
    else high = middle;
  }
  return low;
}
