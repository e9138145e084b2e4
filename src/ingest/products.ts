import { InputError, type Problem } from '../core/errors.js';
import { findCircle } from '../core/find-circle.js';
import { didYouMean } from '../core/suggest.js';
import type { Column } from '../document/column.js';
import type { Product } from '../document/industry-inputs.js';
import type { Source } from '../document/mapping.js';
import { readRows } from './read-rows.js';
import { repeats } from './repeats.js';

/** The columns of products.csv: products and what they go into. */
export const productColumns: readonly Column[] = [
  { name: 'product', type: 'text', missing: 'rejected' },
  { name: 'name_zh', type: 'text', required: false },
  { name: 'parent', type: 'text', required: false },
  { name: 'upstream_of', type: 'text', required: false },
];

/**
 * Reads products.csv; several `upstream_of` are separated by `|`, and cycles are refused.
 * @throws InputError with every problem
 */
export async function readProducts(source: Source) {
  const { file, sha256, rows } = await readRows(source, productColumns);
  const products = rows.map(({ values }): Product => {
    const upstream = ((values.upstream_of as string | null) ?? '').split('|').map((name) => name.trim());
    return {
      product: values.product as string,
      nameZh: (values.name_zh as string | null) ?? null,
      parent: (values.parent as string | null) ?? null,
      upstreamOf: upstream.filter((name) => name !== ''),
    };
  });
  const known = new Set(products.map(({ product }) => product));
  const copies = new Set(repeats(products, ({ product }) => product));
  const problems = [
    ...rows.flatMap(({ line }, i) => problemsOf(products[i]!, { file, line, known, copies })),
    ...cycle(file, products, 'parent'),
    ...cycle(file, products, 'upstream_of'),
  ];
  if (problems.length > 0)
    throw new InputError('ROW_PROBLEM', `${file} has rows that cannot be used`, problems);
  return { file, sha256, products };
}

interface ProductContext {
  readonly file: string;
  readonly line: number;
  /** The products of the file, and the rows that repeat one. */
  readonly known: ReadonlySet<string>;
  readonly copies: ReadonlySet<Product>;
}

function problemsOf(row: Product, { file, line, known, copies }: ProductContext): Problem[] {
  const { parent, upstreamOf, product } = row;
  const at = { file, line };
  const parents = parent === null ? [] : [['parent', parent] as const];
  const unknown = [...parents, ...upstreamOf.map((name) => ['upstream_of', name] as const)]
    .filter(([, name]) => !known.has(name))
    .map(([column, found]) => ({
      code: 'UNKNOWN_PRODUCT',
      ...at,
      column,
      found,
      expected: 'a product of this file',
      ...didYouMean(found, known),
    }));
  if (!copies.has(row)) return unknown;
  const twice = { code: 'DUPLICATE', ...at, column: 'product', found: product };
  return [...unknown, { ...twice, expected: 'each product once' }];
}

/** A product that reaches itself by following one kind of link. */
function cycle(file: string, products: readonly Product[], column: 'parent' | 'upstream_of'): Problem[] {
  const next = new Map(
    products.map(({ product, parent, upstreamOf }) => [
      product,
      column === 'parent' ? (parent === null ? [] : [parent]) : upstreamOf,
    ]),
  );
  const found = findCircle(next.keys(), (name) => next.get(name) ?? []);
  if (found === undefined) return [];
  return [{ code: 'CYCLE', file, column, found: found.join(' → '), expected: 'links without a cycle' }];
}
