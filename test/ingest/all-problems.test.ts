import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { InputError } from '../../src/core/errors.js';
import { readApplications } from '../../src/ingest/applications.js';
import { readCompanyProducts } from '../../src/ingest/company-products.js';
import { readExperts } from '../../src/ingest/experts.js';
import { readJudgements } from '../../src/ingest/judgements.js';
import { readLoans } from '../../src/ingest/loans.js';
import { readManualBins } from '../../src/ingest/manual-bins.js';
import { readOverrides } from '../../src/ingest/overrides.js';
import { readReviews } from '../../src/ingest/reviews.js';
import { readVisits } from '../../src/ingest/visits.js';

const file = join(mkdtempSync(join(tmpdir(), 'dipper-')), 'table.csv');

it.each([
  [
    'judgements',
    readJudgements,
    ['expert,node,left,right,value', ',fast,a,b,3', 'ann,fast,a,b,12', 'ann,fast,a,a,1'],
    ['2 expert', '3 value', '4 right'],
  ],
  [
    'loans',
    readLoans,
    [
      'loan_id,company_id,line,drawn,overdue_days,as_of',
      'L1,F1,-5,0,0,2024-09-01',
      'L2,F2,10,5,0,2024-09-01',
      'L2,F2,10,6,0,2024-09-01',
    ],
    ['2 line', '4 loan_id'],
  ],
  [
    'overrides',
    readOverrides,
    [
      'company_id,from_tier,to_tier,reason,author,approver,expires_on',
      'F1,R9,R8,site,ann,,soon',
      'F2,R9,R9,site,ann,,2024-09-01',
    ],
    ['2 expires_on', '3 to_tier'],
  ],
  [
    'manual bins',
    readManualBins,
    ['feature,cuts,groups,reason,author', 'x,1|2,,,ann', 'y,2|1,,why,ann'],
    ['2 reason', '3 cuts'],
  ],
  [
    'applications',
    (from: string) => readApplications(from, []),
    ['application_id,company_id,applied_at', 'A1,F1,soon', 'A2,F1,2024-09-01', 'A2,F1,2024-09-02'],
    ['2 applied_at', '4 application_id'],
  ],
  [
    'reviews',
    readReviews,
    ['company_id,reviewer,department,tier', 'F1,ann,risk,R99', 'F2,ann,risk,R9', 'F2,ann,risk,R8'],
    ['2 tier', '4 undefined'],
  ],
  [
    'visits',
    (from: string) => readVisits(from, new Map(), new Map()),
    ['company_id,field,seen_value', ',staff,3', 'F2,staff,4'],
    ['2 company_id', '3 company_id', '3 field'],
  ],
  [
    'tags',
    (from: string) => readCompanyProducts(from, new Set(['lamp'])),
    ['company_id,product', ',lamp', 'F2,lamb'],
    ['2 company_id', '3 product'],
  ],
  [
    'experts',
    (from: string) => readExperts(from, new Set(['risk'])),
    ['expert,department,post,weight', 'ann,risk,,much', 'bob,riks,,0'],
    ['2 weight', '3 department'],
  ],
])('%s: cells that cannot be read hide no other problem', async (_name, read, lines, expected) => {
  writeFileSync(file, lines.join('\n'));
  const refused = await read(file).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(InputError);
  expect((refused as InputError).problems.map(({ line, column }) => `${line} ${column}`)).toEqual(expected);
});

it('tells in words what a tier and a scope are', async () => {
  writeFileSync(file, 'company_id,reviewer,department,tier\nF1,ann,risk,R99\n');
  await expect(readReviews(file)).rejects.toMatchObject({
    problems: [{ column: 'tier', found: 'R99', expected: 'a tier, R1 to R15 or 1 to 15' }],
  });
  writeFileSync(file, 'application_id,company_id,applied_at,scope\nA1,F1,2024-09-01,taxes\n');
  await expect(readApplications(file, [])).rejects.toMatchObject({
    problems: [{ column: 'scope', expected: 'tax, finance, invoices, credit_report, several joined by |' }],
  });
});
