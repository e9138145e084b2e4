import type { IndustryDocument } from './industry-document.js';
import { repeatedNames, type SenseProblem, unknownNames } from './sense.js';

type Shape = Pick<IndustryDocument, 'industries' | 'prefixes' | 'products' | 'dimensions' | 'indicators'>;

/** Whether a FAST document makes sense as a whole: names are unique and known, prefixes lead to its industries, ranks are places. */
export function industrySense({
  industries,
  prefixes,
  products,
  dimensions,
  indicators,
}: Shape): SenseProblem[] {
  const known = new Set(industries.map(({ id }) => id));
  const most = industries.length;
  return [
    ...repeatedNames('industries', industries, 'id'),
    ...repeatedNames('prefixes', prefixes, 'prefix'),
    ...repeatedNames('dimensions', dimensions, 'id'),
    ...repeatedNames('indicators', indicators, 'id'),
    ...industries.flatMap(({ rank }, i) =>
      rank <= most ? [] : [{ path: ['industries', i, 'rank'], message: `a rank up to ${most}` }],
    ),
    ...unknownNames('prefixes', prefixes, 'industry', known),
    ...unknownNames('products', products, 'industry', known),
    ...unknownNames('indicators', indicators, 'dimension', new Set(dimensions.map(({ id }) => id))),
  ];
}
