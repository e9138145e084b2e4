import { describe, expect, it } from 'vitest';
import type { Policy } from '../../src/document/policy.js';
import { assertApproved } from '../../src/pipeline/assert-approved.js';
import { enterprise, industry, policy } from '../fixtures/tiny-study.js';

const on = '2024-06-30';

function told(changes: Partial<Policy>, draft = false) {
  const value = { ...policy, ...changes };
  const models = { industry: { value: industry }, enterprise: { value: enterprise }, policy: { value } };
  try {
    return assertApproved(models as unknown as Parameters<typeof assertApproved>[0], { draft, on });
  } catch (error) {
    return (error as { problems: { path: string; found: string }[] }).problems.map(({ path, found }) => [
      path,
      found,
    ]);
  }
}

describe('documents in force', () => {
  it('are approved by somebody, from a day on that has come', () => {
    expect(told({})).toBe(false);
    expect(told({ validFrom: on })).toBe(false);
  });

  it.each([
    [{ status: 'draft' as const }, ['status', 'draft']],
    [{ status: 'retired' as const }, ['status', 'retired']],
    [{ approver: undefined }, ['approver', 'nothing']],
    [{ approver: ' ' }, ['approver', 'nothing']],
    [{ validFrom: undefined }, ['validFrom', 'nothing']],
    [{ validFrom: '2024-07-01' }, ['validFrom', '2024-07-01']],
  ])('are not %j; as drafts they may be tried', (changes, problem) => {
    expect(told(changes as Partial<Policy>)).toEqual([problem]);
    expect(told(changes as Partial<Policy>, true)).toBe(true);
  });
});
