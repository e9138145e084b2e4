import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'vitest';
import type { Column } from '../../src/document/column.js';
import type { RicherColumn } from '../../src/document/policy-decision.js';
import { readAnswers } from '../../src/ingest/answers.js';
import { readApplications } from '../../src/ingest/applications.js';
import { readAssignments } from '../../src/ingest/assignments.js';
import { readCompanyProducts } from '../../src/ingest/company-products.js';
import { convertJudgements } from '../../src/ingest/convert-judgements.js';
import { readDepartments, readExperts } from '../../src/ingest/experts.js';
import { readIndustries } from '../../src/ingest/industries.js';
import { readIndustryIo } from '../../src/ingest/industry-io.js';
import { readIndustryMap } from '../../src/ingest/industry-map.js';
import { readJudgements } from '../../src/ingest/judgements.js';
import { readLoans } from '../../src/ingest/loans.js';
import { readManualBins } from '../../src/ingest/manual-bins.js';
import { readOutcomes } from '../../src/ingest/outcomes.js';
import { readOverrides } from '../../src/ingest/overrides.js';
import { readProducts } from '../../src/ingest/products.js';
import { readReviews } from '../../src/ingest/reviews.js';
import { readVisitSample, readVisits } from '../../src/ingest/visits.js';
import { columnOfHead } from '../../src/text/column.js';
import { root } from '../fixtures/foshan-study.js';
import { fuzzFile } from '../fixtures/fuzz.js';

const sample = (name: string, lines = 12) =>
  `${readFileSync(join(root, 'data/foshan', name), 'utf8')
    .split('\n')
    .slice(0, lines)
    .join('\n')}\n`;
const idsIn = (text: string, column: number) =>
  new Set(
    text
      .trim()
      .split(/\r?\n/)
      .slice(1)
      .map((line) => line.split(',')[column]!),
  );

const industries = sample('industries.csv');
const map = sample('industry-map.csv');
const products = sample('products.csv', 60);
const tags = sample('company-products.csv');
const richer: RicherColumn[] = [
  { name: 'unsecured_debt', type: 'amount', scope: 'credit_report' },
  { name: 'tax_rating', type: 'category', scope: 'tax' },
] as never;

const DRAWN = new Map([
  ['C1', { tier: 7, tierFirms: 40 }],
  ['C2', { tier: 10, tierFirms: 1000 }],
]);
const CONTRACT = new Map<string, Column>([
  ['staff', { name: 'staff', type: 'integer', min: 0 }],
  ['tax_rating', { name: 'tax_rating', type: 'category' }],
]);

const readers: readonly (readonly [name: string, text: string, read: (path: string) => Promise<unknown>])[] =
  [
    ['industries.csv', industries, readIndustries],
    [
      'industry-map.csv',
      map,
      (path) =>
        readIndustryMap(path, {
          industries: idsIn(map, 0),
          classification: { name: 'GB/T 4754-2017', sections: [{ id: 'C', divisions: '13-43' }] },
        }),
    ],
    ['products.csv', products, readProducts],
    ['company-products.csv', tags, (path) => readCompanyProducts(path, idsIn(tags, 1))],
    [
      'industry-io.csv',
      'from_industry,to_industry,amount\na,b,12.5\nb,a,3\na,a,7\n',
      (path) => readIndustryIo(path, new Set(['a', 'b'])),
    ],
    ['departments.csv', sample('departments.csv'), readDepartments],
    ['experts.csv', sample('experts.csv'), (path) => readExperts(path)],
    ['judgements.csv', sample('judgements.csv', 40), (path) => readJudgements(path)],
    [
      'matrix.csv',
      'expert,node,item,a,b,c\ne1,root,a,1,3,1/2\ne1,root,b,1/3,1,\ne1,root,c,2,,1\n',
      (path) => convertJudgements(path),
    ],
    [
      'answers.csv',
      'expert,a|b,a|c,b|c\ne1,3,-2,1\ne2,1,1,-9\n',
      (path) => convertJudgements(path, { node: 'root' }),
    ],
    ['assignments.csv', sample('assignments.csv'), readAssignments],
    [
      'applications.csv',
      'application_id,company_id,borrower,applied_at,requested_amount,authorisation_id,authorised_at,scope,collateral,unsecured_debt,tax_rating\nA1,C1,enterprise,2024-07-01,500000,AU1,2024-07-01,credit_report|tax,,0,A\nA2,C2,owner,2024-07-02,,,,,厂房,,\n',
      (path) => readApplications(path, richer),
    ],
    [
      'targets.csv',
      'company_id,contacted,interested,refused,refuse_reason\nC1,1,0,1,利率\nC2,,,,\n',
      (path) => readAnswers(path, columnOfHead),
    ],
    [
      'outcomes.csv',
      'company_id,status,rule,amount,drawn_amount,overdue_days,as_of\nC1,granted,,500000,,,2024-12-31\nC2,rejected,HIGH_DEBT,,,,2024-12-31\nC1,drawn,,500000,20000,0,2024-12-31\n',
      readOutcomes,
    ],
    [
      'loans.csv',
      'loan_id,company_id,line,drawn,overdue_days,as_of,granted_on\nL1,C1,500000,20000,0,2024-12-31,2024-07-01\nL2,C2,300000,0,35,2024-12-31,\n',
      readLoans,
    ],
    [
      'bins.csv',
      'feature,cuts,groups,reason,author\nrevenue,1000|5000|20000,,round amounts,A. Example\ntax_rating,,A|B;M|C|D,as the office groups them,A. Example\n',
      readManualBins,
    ],
    [
      'overrides.csv',
      'company_id,from_tier,to_tier,reason,author,approver,expires_on\nC1,R8,R7,strong parent company,Li,Wang,2024-12-31\nC2,R9,R12,dispute in court now,Li,Chen,2024-12-31\n',
      readOverrides,
    ],
    [
      'reviews.csv',
      'company_id,reviewer,department,post,tier,comment,date\nC1,Li,risk,head,R7,"steady, known",2024-07-01\nC2,Wang,branch,,R10,,\n',
      readReviews,
    ],
    [
      'sample.csv',
      'company_id,tier,tier_firms,tier_drawn,inclusion_ppm\nC1,R7,40,10,250000\nC2,R10,1000,10,10000\n',
      readVisitSample,
    ],
    [
      'visits.csv',
      'company_id,field,seen_value,visitor,branch,date\nC1,staff,12,Li,东,2024-07-01\nC2,tax_rating,A,Wang,西,2024-07-02\n',
      (path) => readVisits(path, DRAWN, CONTRACT),
    ],
  ];

describe('every reader of a table', () => {
  it.each(readers)(
    'reads a mutated %s, or says what is wrong with it',
    async (name, text, read) => {
      await fuzzFile({ name, text }, read);
    },
    1_200_000,
  );
});
