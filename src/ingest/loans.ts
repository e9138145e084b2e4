import { InputError, type Problem } from '../core/errors.js';
import type { Column } from '../document/column.js';
import type { Source } from '../document/mapping.js';
import { readRows } from './read-rows.js';

/** The columns of loans.csv: one granted line on one day. */
export const loanColumns: readonly Column[] = [
  { name: 'loan_id', type: 'text', missing: 'rejected' },
  { name: 'company_id', type: 'text', missing: 'rejected' },
  { name: 'line', type: 'amount', missing: 'rejected' },
  { name: 'drawn', type: 'amount', missing: 'rejected' },
  { name: 'overdue_days', type: 'integer', unit: 'days', min: 0, missing: 'rejected' },
  { name: 'as_of', type: 'date', missing: 'rejected' },
  { name: 'granted_on', type: 'date', required: false, missingMeaning: 'belongs to no vintage' },
];

/** A granted line on one day. */
export interface Loan {
  readonly loanId: string;
  readonly companyId: string;
  readonly line: number;
  readonly drawn: number;
  readonly overdueDays: number;
  readonly asOf: string;
  /** Day of granting; null when the file does not say. */
  readonly grantedOn: string | null;
}

/**
 * Reads loans.csv; of a loan that is there on several days, the last one.
 * @param source the file
 * @throws InputError with every problem, e.g. a loan twice on a day
 */
export async function readLoans(source: Source): Promise<Loan[]> {
  const problems: Problem[] = [];
  const { file, rows } = await readRows(source, loanColumns, { problems });
  const last = new Map<string, Loan>();
  const days = new Set<string>();
  for (const { line, values } of rows) {
    const loan: Loan = {
      loanId: values.loan_id as string,
      companyId: values.company_id as string,
      line: values.line as number,
      drawn: values.drawn as number,
      overdueDays: values.overdue_days as number,
      asOf: values.as_of as string,
      grantedOn: (values.granted_on as string | null | undefined) ?? null,
    };
    const day = `${loan.loanId} ${loan.asOf}`;
    if (days.has(day)) {
      const expected = 'each loan once a day';
      problems.push({ file, line, code: 'DUPLICATE', column: 'loan_id', found: day, expected });
    }
    days.add(day);
    if (loan.asOf >= (last.get(loan.loanId)?.asOf ?? '')) last.set(loan.loanId, loan);
  }
  if (problems.length > 0) throw new InputError('ROW_PROBLEM', `${file} has loans that cannot be`, problems);
  return [...last.values()];
}
