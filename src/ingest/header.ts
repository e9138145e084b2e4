import type { Problem } from '../core/errors.js';
import { didYouMean } from '../core/suggest.js';
import type { Column } from '../document/column.js';

/**
 * Matches a file's header with its contract, by name.
 * @param file name for problems
 * @param header column names as found, in file order
 * @param columns the contract
 * @returns the contract's columns in file order, and one problem per missing, unknown or repeated name
 */
export function matchHeader(
  file: string,
  header: readonly string[],
  columns: readonly Column[],
): { readonly matched: readonly Column[]; readonly problems: readonly Problem[] } {
  const known = new Map(columns.map((column) => [column.name, column]));
  const problems: Problem[] = [];
  const matched: Column[] = [];
  header.forEach((name, index) => {
    const column = known.get(name);
    if (column === undefined) {
      const free = columns.filter((candidate) => !header.includes(candidate.name)).map((c) => c.name);
      const found = name === '' ? `an empty name (column ${index + 1})` : name;
      problems.push({
        code: 'UNKNOWN_COLUMN',
        file,
        line: 1,
        found,
        expected: 'a declared column',
        ...didYouMean(name, free),
      });
    } else if (matched.includes(column)) {
      problems.push({
        code: 'REPEATED_COLUMN',
        file,
        line: 1,
        column: name,
        found: name,
        expected: 'each column once',
      });
    } else matched.push(column);
  });
  for (const column of columns) {
    if (column.required === false || matched.includes(column)) continue;
    problems.push({
      code: 'MISSING_COLUMN',
      file,
      line: 1,
      column: column.name,
      expected: `a column named ${column.name}`,
      ...didYouMean(
        column.name,
        header.filter((name) => !known.has(name)),
      ),
    });
  }
  return { matched, problems };
}

/** A header cell as it is compared: without BOM, control characters and surrounding space. */
export function cleanName(cell: string): string {
  return cell.replace(/^\ufeff/, '').trim();
}
