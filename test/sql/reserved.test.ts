import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { rateTable } from '../../src/credit/rate-table.js';
import { columnNameSchema } from '../../src/document/common.js';
import { enterpriseDocumentSchema } from '../../src/document/enterprise-document.js';
import { industryDocumentSchema } from '../../src/document/industry-document.js';
import { policySchema } from '../../src/document/policy.js';
import { RESERVED } from '../../src/document/reserved.js';
import { creditStages } from '../../src/sql/credit.js';
import { BORROWER_LINE } from '../../src/sql/line.js';
import { root } from '../fixtures/foshan-study.js';

const read = (name: string) => JSON.parse(readFileSync(join(root, 'models/foshan', name), 'utf8'));

it('every name that credit computes beside a firm’s columns is reserved', () => {
  const enterprise = enterpriseDocumentSchema.parse(read('enterprise.json'));
  const policy = policySchema.parse(read('policy.json'));
  const stages = creditStages({
    policy,
    industry: industryDocumentSchema.parse(read('industry.json')),
    columns: [...enterprise.inputs, ...policy.inputs],
    rates: rateTable(policy, enterprise.tiers),
    asOf: '2024-06-30',
    from: 'rating',
    companies: 'company',
    carry: [BORROWER_LINE],
  });
  const derived = new Set(policy.derived.map(({ id }) => id));
  const computed = new Set(stages.flatMap(({ columns }) => columns.map(([name]) => name)));
  const canBeDeclared = (name: string) => columnNameSchema.safeParse(name).success;
  const open = [...computed].filter(
    (name) => canBeDeclared(name) && !RESERVED.has(name) && !derived.has(name),
  );
  expect(open).toEqual(['company_id']);
  expect(computed.size).toBeGreaterThan(20);
});
