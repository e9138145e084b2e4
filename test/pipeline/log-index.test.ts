import { describe, expect, it } from 'vitest';
import type { DecisionBody } from '../../src/document/decision-record.js';
import { logIndex } from '../../src/pipeline/log-index.js';

interface Granted {
  readonly id: string;
  readonly owner?: string;
  readonly group?: string;
  readonly amount?: number;
  readonly on?: string;
  readonly until?: string;
}

const grant = ({ id, owner, group, amount = 100, on = '2024-07-10', until = '2025-07-10' }: Granted) =>
  ({
    kind: 'decision',
    id: `A-${id}`,
    companyId: id,
    decidedOn: on,
    inputs: { borrower: { owner: owner ?? null, group: group ?? null } },
    result: { grantedAmount: amount, validUntil: until },
  }) as unknown as DecisionBody;

const days = { asOf: '2024-06-30', on: '2024-08-01' };
const nobody = { owner: null, group: null };

describe('lines granted to a borrower', () => {
  it('are those of the firm, its owner and its group, each once', () => {
    const index = logIndex();
    index.add(grant({ id: 'a', owner: 'x', group: 'g', amount: 1 }));
    index.add(grant({ id: 'b', owner: 'x', amount: 10 }));
    index.add(grant({ id: 'c', group: 'g', amount: 100 }));
    index.add(grant({ id: 'd', amount: 1000 }));
    index.add(grant({ id: 'x', amount: 10_000 }));
    expect(index.grantedTo({ companyId: 'a', owner: 'x', group: 'g' }, days)).toBe(111);
    expect(index.grantedTo({ companyId: 'b', owner: 'x', group: null }, days)).toBe(11);
    expect(index.grantedTo({ companyId: 'd', ...nobody }, days)).toBe(1000);
    expect(index.grantedTo({ companyId: 'e', ...nobody }, days)).toBe(0);
  });

  it('count from the day after the company table to the last day of the line', () => {
    const index = logIndex();
    index.add(grant({ id: 'a', on: '2024-06-30', amount: 1 }));
    index.add(grant({ id: 'a', on: '2024-07-01', until: '2024-07-31', amount: 10 }));
    index.add(grant({ id: 'a', on: '2024-07-01', until: '2024-08-01', amount: 100 }));
    index.add(grant({ id: 'a', amount: 0 }));
    expect(index.grantedTo({ companyId: 'a', ...nobody }, days)).toBe(100);
  });

  it('count from any day when they were decided by a table of the same day, which cannot hold them', () => {
    const index = logIndex();
    const decidedBy = (asOf: string, amount: number) =>
      index.add({ ...grant({ id: 'a', on: '2024-06-20', amount }), asOf });
    decidedBy('2024-05-31', 1);
    decidedBy('2024-06-30', 10);
    decidedBy('2024-07-31', 100);
    expect(index.grantedTo({ companyId: 'a', ...nobody }, days)).toBe(110);
  });

  it('are found in a log of a hundred thousand of them as fast as in a short one', () => {
    const index = logIndex();
    let sum = 0;
    for (let i = 0; i < 100_000; i++) {
      index.add(grant({ id: `f${i}`, owner: `o${i % 50_000}` }));
      sum += index.grantedTo({ companyId: `f${i}`, owner: `o${i % 50_000}`, group: null }, days);
    }
    expect(sum).toBe(100 * 50_000 + 200 * 50_000);
  }, 10_000);
});
