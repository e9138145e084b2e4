import { InputError, type Problem } from '../core/errors.js';
import { didYouMean } from '../core/suggest.js';
import type { Column } from '../document/column.js';
import type { Source } from '../document/mapping.js';
import { readRows } from './read-rows.js';

/** The columns of company-products.csv: product tags of firms. */
export const companyProductColumns: readonly Column[] = [
  { name: 'company_id', type: 'text', missing: 'rejected' },
  { name: 'product', type: 'text', missing: 'rejected' },
  { name: 'share', type: 'number', unit: '%', min: 0, max: 100, required: false },
];

/**
 * Reads company-products.csv: the product tags of firms.
 * @param source the file
 * @param products names that are known; undefined takes any
 * @throws InputError with every problem
 */
export async function readCompanyProducts(source: Source, products?: ReadonlySet<string>) {
  const problems: Problem[] = [];
  const { file, sha256, rows } = await readRows(source, companyProductColumns, { problems });
  const unknown = rows.flatMap(({ line, values }): Problem[] => {
    const found = values.product as string;
    if (products === undefined || products.has(found)) return [];
    const expected = 'a product of products.csv or industry-map.csv';
    return [
      {
        code: 'UNKNOWN_PRODUCT',
        file,
        line,
        column: 'product',
        found,
        expected,
        ...didYouMean(found, products),
      },
    ];
  });
  problems.push(...unknown);
  if (problems.length > 0)
    throw new InputError('ROW_PROBLEM', `${file} has tags that cannot be used`, problems);
  const tags = rows.map(({ values }) => ({
    companyId: values.company_id as string,
    product: values.product as string,
  }));
  return { file, sha256, tags };
}
