import type { IndustrySpec } from '../document/industry-spec.js';

/** One question of a questionnaire: how many times is left as important as right? */
export interface Question {
  readonly node: string;
  readonly left: string;
  readonly right: string;
}

/**
 * The pairs that a spec's tree asks for: dimensions under the root, indicators under their dimension.
 * @param spec root, dimensions and indicators; items that it leaves out have no place in its tree and are not asked for
 */
export function questions({ root, dimensions, indicators }: IndustrySpec): Question[] {
  const ask = (node: string, items: readonly string[]) =>
    items.flatMap((left, i) => items.slice(i + 1).map((right) => ({ node, left, right })));
  return [
    ...ask(
      root,
      dimensions.map(({ id }) => id),
    ),
    ...dimensions.flatMap(({ id }) =>
      ask(
        id,
        indicators.filter(({ dimension }) => dimension === id).map((each) => each.id),
      ),
    ),
  ];
}
