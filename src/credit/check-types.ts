import type { Problem } from '../core/errors.js';
import { AS_OF, type Column, rangeOf } from '../document/column.js';
import { type Misreading, misreadColumns, type NamedColumn } from '../document/column-reading.js';
import type { Policy } from '../document/policy.js';
import { policyProblem } from './policy-problem.js';

/**
 * Columns of a type that the policy cannot compute with: lines are exact in whole numbers, ages are between days, tax ratings
 * are texts. Unknown columns are left to others.
 * @param policy the policy
 * @param columns the merged contract of the company table
 */
export function checkTypes(policy: Policy, columns: readonly Column[]): Problem[] {
  const company = new Map(columns.map((column) => [column.name, column]));
  const asked = new Map([
    ...company,
    ...(policy.decision?.richer ?? []).map((column) => [column.name, column] as const),
  ]);
  const misread = [
    ...misreadColumns(companyColumns(policy), company),
    ...misreadColumns(decisionColumns(policy), asked),
  ];
  return [
    ...misread.map((problem) => policyProblem('TYPE', problem)),
    ...tooLarge(policy, company).map((problem) => policyProblem('RANGE', problem)),
  ];
}

/** Amounts beyond cannot be multiplied by a share in ppm within 64 bits. */
const MOST = 1_000_000_000_000;

function tooLarge(policy: Policy, company: ReadonlyMap<string, Column>): Misreading[] {
  return companyColumns(policy).flatMap(([path, name, reading]) => {
    const column = name === undefined ? undefined : company.get(name);
    const isMultiplied = /^line\.(revenue|capacity)/.test(path) && reading === 'whole';
    if (!isMultiplied || column === undefined || !['amount', 'integer'].includes(column.type)) return [];
    const { min, max } = rangeOf(column);
    if (min >= -MOST && max <= MOST) return [];
    return [
      { path, found: `${name}, ${min} to ${max}`, expected: `a column within ±10^12: give it min and max` },
    ];
  });
}

function companyColumns({ line, tax, derived }: Policy): NamedColumn[] {
  return [
    ...line.revenue.columns.map((name, i): NamedColumn => [`line.revenue.columns[${i}]`, name, 'whole']),
    ['line.debt.column', line.debt?.column, 'whole'],
    ['line.capacity.ownFunds', line.capacity?.ownFunds, 'whole'],
    ['line.capacity.workingCapitalDebt', line.capacity?.workingCapitalDebt, 'whole'],
    ['line.ownLine', line.ownLine, 'whole'],
    ['tax.column', tax?.column, 'text'],
    ...derived.flatMap(({ from, to }, i): NamedColumn[] => [
      [`derived[${i}].from`, from === AS_OF ? undefined : from, 'day'],
      [`derived[${i}].to`, to === AS_OF ? undefined : to, 'day'],
    ]),
  ];
}

/** The columns that applications are decided from, beside those of rules: where each is named, and how it is read. */
export function decisionColumns({ decision }: Pick<Policy, 'decision'>): NamedColumn[] {
  const { limits: _limits, ...working } = decision?.workingCapital ?? { limits: undefined };
  return [
    ...(decision?.taxLine?.years ?? []).map(
      (name, i): NamedColumn => [`decision.taxLine.years[${i}]`, name, 'whole'],
    ),
    ...Object.entries(working).map(
      ([key, name]): NamedColumn => [`decision.workingCapital.${key}`, name, 'whole'],
    ),
    ['decision.debtService.ebitda', decision?.debtService?.ebitda, 'whole'],
    ['decision.debtService.debtService', decision?.debtService?.debtService, 'whole'],
  ];
}
