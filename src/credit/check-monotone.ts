import type { Problem } from '../core/errors.js';
import type { Policy } from '../document/policy.js';
import { policyProblem } from './policy-problem.js';

/** A worse tier or tax rating never gets a larger share or cap, nor a smaller addition to the rate. */
export function checkMonotone({ line, tiers, tax }: Policy): Problem[] {
  const tierName = (i: number) => `R${tiers.from + i}`;
  const ratings = tax?.ratings ?? [];
  const ratingName = (i: number) => ratings[i]!.rating;
  return [
    ...falling(line.advancePpm, (i) => `line.advancePpm[${i}]`, tierName),
    ...falling(line.cap, (i) => `line.cap[${i}]`, tierName),
    ...falling(
      ratings.map(({ factorPpm }) => factorPpm),
      (i) => `tax.ratings[${i}].factorPpm`,
      ratingName,
    ),
  ];
}

function falling(
  values: readonly number[],
  pathOf: (i: number) => string,
  nameOf: (i: number) => string,
): Problem[] {
  return values.flatMap((value, i) =>
    i > 0 && value > values[i - 1]!
      ? [
          policyProblem('NOT_MONOTONE', {
            path: pathOf(i),
            found: String(value),
            expected: `at most ${values[i - 1]}, the value of ${nameOf(i - 1)}`,
          }),
        ]
      : [],
  );
}
