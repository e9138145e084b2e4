import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Loan } from '../../src/ingest/loans.js';
import { fileLinesOf, onOtherDays } from '../../src/pipeline/file-lines.js';

const borrower = fc.record({
  owner: fc.constantFrom(null, 'null', 'p', 'q'),
  group: fc.constantFrom(null, 'null', 'g', 'h'),
});

it('counts, for each loan, what one by one shares its firm, owner or group on its day', () => {
  const loan = fc.record({
    firm: fc.integer({ min: 0, max: 5 }),
    line: fc.integer({ min: 1, max: 1000 }),
    asOf: fc.constantFrom('2024-07-31', '2024-08-31'),
    grantedOn: fc.constantFrom(null, '2024-06-30', '2024-07-01', '2024-07-02'),
  });
  fc.assert(
    fc.property(
      fc.array(loan, { maxLength: 12 }),
      fc.array(borrower, { minLength: 6, maxLength: 6 }),
      (rows, firms) => {
        const loans = rows.map(({ firm, ...row }, i) => ({
          ...row,
          loanId: `L${i}`,
          companyId: String(firm),
        })) as Loan[];
        const borrowerOf = ({ companyId }: Loan) => ({ companyId, ...firms[Number(companyId)]! });
        const found = loans.map(fileLinesOf(loans, { tableDay: '2024-06-30', borrowerOf }));
        const isOne = (a: Loan, b: Loan) => {
          const [one, other] = [borrowerOf(a), borrowerOf(b)];
          const shares = (name: 'owner' | 'group') => one[name] !== null && one[name] === other[name];
          return a.companyId === b.companyId || shares('owner') || shares('group');
        };
        const place = (each: Loan) =>
          `${each.grantedOn ?? '2024-06-30+'} ${String(loans.indexOf(each)).padStart(3, '0')}`;
        const sumOf = (some: readonly Loan[]) => some.reduce((sum, { line }) => sum + line, 0);
        const expected = loans.map((own) => {
          const together = loans.filter((other) => other.asOf === own.asOf && isOne(own, other));
          const since = together.filter(({ grantedOn }) => (grantedOn ?? '') > '2024-06-30');
          if (together.length === 1 && since.length === 0) return undefined;
          const earlierAmount = sumOf(together.filter((other) => place(other) < place(own)));
          const sinceAmount = since.length > 0 ? { sinceAmount: sumOf(since) } : {};
          return { totalAmount: sumOf(together), earlierAmount, ...sinceAmount };
        });
        expect(found).toEqual(expected);
      },
    ),
    { seed: 11 },
  );
});

it('names the loans of a firm, owner or group whose days differ', () => {
  const loan = (loanId: string, companyId: string, asOf: string) => ({ loanId, companyId, asOf }) as Loan;
  const loans = [
    loan('L1', 'a', '2024-07-30'),
    loan('L2', 'a', '2024-07-31'),
    loan('L3', 'b', '2024-07-31'),
    loan('L4', 'c', '2024-07-31'),
    loan('L5', 'd', '2024-07-30'),
  ];
  const owners: Readonly<Record<string, string>> = { c: 'q', d: 'q' };
  const borrowerOf = ({ companyId }: Loan) => ({ companyId, owner: owners[companyId] ?? null, group: null });
  expect(onOtherDays(loans, borrowerOf).map(({ loanId }) => loanId)).toEqual(['L1', 'L2', 'L4', 'L5']);
});
