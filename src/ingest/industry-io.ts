import { InputError, type Problem } from '../core/errors.js';
import { didYouMean } from '../core/suggest.js';
import type { Column } from '../document/column.js';
import type { Source } from '../document/mapping.js';
import { readRows } from './read-rows.js';

/** The columns of industry-io.csv: flows between industries. */
export const industryIoColumns: readonly Column[] = [
  { name: 'from_industry', type: 'text', missing: 'rejected' },
  { name: 'to_industry', type: 'text', missing: 'rejected' },
  { name: 'amount', type: 'number', missing: 'rejected', min: 0 },
];

/**
 * Reads industry-io.csv: flows between industries.
 * @throws InputError with every problem
 */
export async function readIndustryIo(source: Source, industries: ReadonlySet<string>) {
  const { file, sha256, rows } = await readRows(source, industryIoColumns);
  const problems = rows.flatMap(({ line, values }): Problem[] =>
    ['from_industry', 'to_industry']
      .filter((column) => !industries.has(values[column] as string))
      .map((column) => ({
        code: 'UNKNOWN_INDUSTRY',
        file,
        line,
        column,
        found: values[column] as string,
        expected: 'an industry of industries.csv',
        ...didYouMean(values[column] as string, industries),
      })),
  );
  if (problems.length > 0) throw new InputError('ROW_PROBLEM', `${file} names unknown industries`, problems);
  const flows = rows.map(({ values }) => ({
    from: values.from_industry as string,
    to: values.to_industry as string,
    amount: values.amount as number,
  }));
  return { file, sha256, flows };
}
