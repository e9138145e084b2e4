import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Policy } from '../../src/document/policy.js';
import { companySheet, compileStudy, openStudy, runStudy } from '../../src/index.js';
import { assertApproved, standing } from '../../src/pipeline/assert-approved.js';
import { enterprise, industry, policy, writeTinyStudy } from '../fixtures/tiny-study.js';

const on = '2024-06-30';
const FIRM = 'a,甲厂,C3071,60,3000000,30000000,28000000,A,2015-01-01,,,桂城,陈大文';

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
    const changed = { ...policy, ...(changes as Partial<Policy>) };
    expect(standing(changed, on)).toBe(changed.status === 'retired' ? 'retired' : 'draft');
  });

  it('stand as approved in the manifest, the SQL and the sheet of a firm; without an approver as drafts', async () => {
    const folder = writeTinyStudy([FIRM]);
    const told = async () => {
      const study = await openStudy(folder);
      const { manifest } = await runStudy(study);
      const sql = await compileStudy(study, { dialect: 'duckdb', part: 'all' });
      const sheet = await companySheet(study, 'a');
      return [
        manifest.documents.policy!.status,
        /policy\.json \w+ \((\w+)\)/.exec(sql)![1],
        sheet.fingerprints.find(([name]) => name === 'policy.json')![2],
      ];
    };
    expect(await told()).toEqual(['approved', 'approved', 'approved']);
    const { approver: _approver, ...nobody } = policy;
    writeFileSync(join(folder, 'models/policy.json'), JSON.stringify(nobody));
    expect(await told()).toEqual(['draft', 'draft', 'draft']);
  });
});
