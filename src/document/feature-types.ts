import { AS_OF, type Column } from './column.js';
import { type Misreading, misreadColumns, misreadLiterals, type NamedColumn } from './column-reading.js';
import type { Feature, Term } from './feature.js';

/**
 * Columns that a feature cannot read: sums and ratios are of numbers, months lie between days, categories are texts, and the
 * comparisons of a flag are with values that its columns can have.
 * @param feature the feature
 * @param path where it stands in its document
 * @param columns the contract, by name; unknown columns are left to others
 */
export function misreadFeature(
  feature: Feature,
  path: string,
  columns: ReadonlyMap<string, Column>,
): Misreading[] {
  const flags = feature.kind === 'flag' ? misreadLiterals(feature.when, `${path}.when`, columns) : [];
  return [...misreadColumns(columnsRead(feature, path), columns), ...flags];
}

function columnsRead(feature: Feature, path: string): NamedColumn[] {
  const terms = (part: string, list: readonly Term[]) =>
    list.map(({ column }, i): NamedColumn => [`${path}.${part}[${i}].column`, column, 'number']);
  switch (feature.kind) {
    case 'sum':
      return terms('terms', feature.terms);
    case 'ratio':
      return [...terms('numerator', feature.numerator), ...terms('denominator', feature.denominator)];
    case 'months':
      return (['from', 'to'] as const)
        .filter((end) => feature[end] !== AS_OF)
        .map((end): NamedColumn => [`${path}.${end}`, feature[end], 'day']);
    case 'category':
      return [[`${path}.column`, feature.column, 'text']];
    default:
      return [];
  }
}
