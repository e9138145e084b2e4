import type { SenseProblem } from './enterprise-sense.js';
import type { IndustryDocument } from './industry-document.js';

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
  const parts = new Set(dimensions.map(({ id }) => id));
  const once = (list: string, values: readonly string[], field: string): SenseProblem[] =>
    [...values.keys()]
      .filter((i) => values.indexOf(values[i]!) < i)
      .map((i) => ({ path: [list, i, field], message: `each ${field} once` }));
  return [
    ...once(
      'industries',
      industries.map(({ id }) => id),
      'id',
    ),
    ...once(
      'prefixes',
      prefixes.map(({ prefix }) => prefix),
      'prefix',
    ),
    ...once(
      'dimensions',
      dimensions.map(({ id }) => id),
      'id',
    ),
    ...once(
      'indicators',
      indicators.map(({ id }) => id),
      'id',
    ),
    ...industries.flatMap(({ rank }, i) =>
      rank <= industries.length
        ? []
        : [{ path: ['industries', i, 'rank'], message: `a rank up to ${industries.length}` }],
    ),
    ...unknown(
      'prefixes',
      prefixes.map(({ industry }) => industry),
      known,
    ),
    ...unknown(
      'products',
      products.map(({ industry }) => industry),
      known,
    ),
    ...indicators.flatMap(({ dimension }, i) =>
      parts.has(dimension)
        ? []
        : [{ path: ['indicators', i, 'dimension'], message: 'a dimension of the document' }],
    ),
  ];
}

const unknown = (list: string, values: readonly string[], known: ReadonlySet<string>): SenseProblem[] =>
  values.flatMap((value, i) =>
    known.has(value) ? [] : [{ path: [list, i, 'industry'], message: 'an industry of the document' }],
  );
