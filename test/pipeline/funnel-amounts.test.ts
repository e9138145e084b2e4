import { expect, it } from 'vitest';
import type { DecisionRecord } from '../../src/document/decision-record.js';
import type { OutcomeRow } from '../../src/ingest/outcomes.js';
import { grantedAmounts } from '../../src/pipeline/funnel-amounts.js';

const logged = (companyId: string, id: string, amount: number) =>
  ({ companyId, id, result: { grantedAmount: amount } }) as unknown as DecisionRecord;
const told = (companyId: string, applicationId: string | null, amount: number, status = 'granted') =>
  ({ companyId, applicationId, amount, status, daysOverdue: null }) as unknown as OutcomeRow;

it('an outcome stands for the application that it names, and for all of its firm where it names none', () => {
  const log = [
    logged('F', 'A1', 400_000),
    logged('F', 'A2', 200_000),
    logged('G', 'B1', 300_000),
    logged('G', 'B2', 100_000),
    logged('H', 'C1', 0),
    logged('I', 'D1', 150_000),
  ];
  const outcomes = [
    told('F', 'A1', 350_000),
    told('F', 'A1', 380_000),
    told('F', 'A2', 999_999, 'applied'),
    told('G', null, 250_000),
    told('J', 'E1', 50_000),
  ];
  expect(Object.fromEntries(grantedAmounts(log, outcomes))).toEqual({
    F: 580_000,
    G: 250_000,
    I: 150_000,
    J: 50_000,
  });
});
