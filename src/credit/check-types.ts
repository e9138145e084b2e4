import type { Problem } from '../core/errors.js';
import type { Column, ColumnType } from '../document/column.js';
import { AS_OF } from '../document/feature.js';
import type { Policy } from '../document/policy.js';
import { policyProblem } from './policy-problem.js';

/** What a policy reads a column as. */
type Reading = 'whole' | 'day' | 'text';

const READINGS: Readonly<
  Record<Reading, { readonly types: readonly ColumnType[]; readonly expected: string }>
> = {
  whole: { types: ['amount', 'integer', 'flag'], expected: 'a column of whole numbers: amount or integer' },
  day: { types: ['date'], expected: 'a column of days: date' },
  text: { types: ['text', 'code', 'category'], expected: 'a column of texts: category, text or code' },
};

/** A column that a policy names: where, which one, and how it is read. */
type Named = readonly [path: string, name: string | undefined, reading: Reading];

/**
 * Columns of a type that the policy cannot compute with: lines are exact in whole numbers, ages are between days, tax ratings
 * are texts. Unknown columns are left to others.
 * @param policy the policy
 * @param columns the merged contract of the company table
 */
export function checkTypes(policy: Policy, columns: readonly Column[]): Problem[] {
  const company = new Map(columns.map(({ name, type }) => [name, type]));
  const asked = new Map([
    ...company,
    ...(policy.decision?.richer ?? []).map(({ name, type }) => [name, type] as const),
  ]);
  return [...mistyped(companyColumns(policy), company), ...mistyped(decisionColumns(policy), asked)];
}

function companyColumns({ line, tax, derived }: Policy): Named[] {
  return [
    ...line.revenue.columns.map((name, i): Named => [`line.revenue.columns[${i}]`, name, 'whole']),
    ['line.debt.column', line.debt?.column, 'whole'],
    ['line.capacity.ownFunds', line.capacity?.ownFunds, 'whole'],
    ['line.capacity.workingCapitalDebt', line.capacity?.workingCapitalDebt, 'whole'],
    ['line.ownLine', line.ownLine, 'whole'],
    ['tax.column', tax?.column, 'text'],
    ...derived.flatMap(({ from, to }, i): Named[] => [
      [`derived[${i}].from`, from === AS_OF ? undefined : from, 'day'],
      [`derived[${i}].to`, to === AS_OF ? undefined : to, 'day'],
    ]),
  ];
}

/** The columns that applications are decided from, beside those of rules: where each is named, and how it is read. */
export function decisionColumns({ decision }: Pick<Policy, 'decision'>): Named[] {
  const { limits: _limits, ...working } = decision?.workingCapital ?? { limits: undefined };
  return [
    ...(decision?.taxLine?.years ?? []).map(
      (name, i): Named => [`decision.taxLine.years[${i}]`, name, 'whole'],
    ),
    ...Object.entries(working).map(([key, name]): Named => [`decision.workingCapital.${key}`, name, 'whole']),
    ['decision.debtService.ebitda', decision?.debtService?.ebitda, 'whole'],
    ['decision.debtService.debtService', decision?.debtService?.debtService, 'whole'],
  ];
}

function mistyped(named: readonly Named[], types: ReadonlyMap<string, ColumnType>): Problem[] {
  return named.flatMap(([path, name, reading]) => {
    const type = name === undefined ? undefined : types.get(name);
    const { types: allowed, expected } = READINGS[reading];
    return type === undefined || allowed.includes(type)
      ? []
      : [policyProblem('TYPE', { path, found: `${name}: ${type}`, expected })];
  });
}
