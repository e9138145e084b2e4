import { createReadStream, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rateTable } from '../../src/credit/rate-table.js';
import { creditReader } from '../../src/credit/read-firm.js';
import { codesInMask, flagsOf, gatesOf } from '../../src/document/gates.js';
import { pathOf } from '../../src/document/mapping.js';
import type { Policy } from '../../src/document/policy.js';
import { openEngine } from '../../src/engine/engine.js';
import { type Company, companyRater } from '../../src/enterprise/rate-company.js';
import { openStudy, readModels, runStudy } from '../../src/index.js';
import { companyRecords } from '../../src/ingest/company-records.js';
import { creditFirm } from '../../src/pipeline/credit-firm.js';
import { copyFoshan, edit } from '../fixtures/foshan-study.js';

const texts = (text: string) => ({ en: text, zh: text });

/** Lends to everybody, with caps, flags, groups and every term; own lines are frequent. */
function widened(policy: Policy): Policy {
  const rule = { missing: 'ignore' as const, hard: false };
  return {
    ...policy,
    tiers: { from: 1, to: 15 },
    industries: 'targets',
    rules: [
      ...policy.rules,
      {
        ...rule,
        id: 'SMALL',
        text: texts('small'),
        when: { column: 'staff', op: '<', value: 20 },
        outcome: 'cap',
        capAmount: 333_333,
      },
      {
        ...rule,
        id: 'YOUNG',
        text: texts('young'),
        when: { column: 'established_on', op: '>=', value: '2018-01-01' },
        outcome: 'flag',
        missing: 'manual',
      },
    ],
    line: {
      ...policy.line,
      advancePpm: Array.from({ length: 15 }, (_, i) => 90_001 - 4_003 * i),
      cap: Array.from({ length: 15 }, (_, i) => 3_000_000 - 180_000 * i),
      capacity: {
        sharePpm: 250_000,
        byIndustryPpm: { ceramics: 31_234 },
        ownFunds: 'profit',
        workingCapitalDebt: 'total_liabilities',
      },
      roundTo: 1,
      minimum: 77_777,
      borrower: { group: 'town', owner: 'district' },
    },
    rate: { ...policy.rate, market: { name: 'peers', rateBp: 560, date: '2024-06-20' } },
  };
}

describe('gates, line and rate', () => {
  it.each([
    ['as shipped', (policy: Policy) => policy],
    ['widened', widened],
  ])(
    'are the same in TypeScript and SQL, every firm and every column: the policy %s',
    async (_name, change) => {
      const folder = copyFoshan(5000);
      edit(folder, 'models/policy.json', (text) => JSON.stringify(change(JSON.parse(text))));
      const study = await openStudy(folder);
      const models = await readModels(study);
      const { folder: out } = await runStudy(study);
      const engine = await openEngine({ workFolder: mkdtempSync(join(tmpdir(), 'dipper-')) });
      const found = await engine.rows(
        `SELECT * FROM read_parquet('${join(out, 'credit.parquet')}') ORDER BY row_no`,
      );
      engine.close();

      const policy = models.policy.value;
      const [industry, enterprise] = [models.industry.value, models.enterprise.value];
      const { missingTexts, classification } = enterprise;
      const contract = {
        file: 'companies.csv',
        columns: models.contract,
        wanted: models.wanted,
        missingTexts,
        classification,
      };
      const companies: Company[] = [];
      for await (const { company } of companyRecords(
        createReadStream(pathOf(study.inputs.companies!)),
        contract,
      ))
        companies.push(company);
      const { owner, group } = policy.line.borrower!;
      const ownLine = (company: Company) => Number(company.own_line ?? 0);
      const lenders = companies.filter((company) => ownLine(company) > 0);
      const same = (a: unknown, b: unknown) => a !== null && a !== undefined && a === b;
      const ownLineOf = (company: Company) =>
        lenders
          .filter(
            (other) =>
              other === company ||
              (group !== undefined && same(other[group], company[group])) ||
              (owner !== undefined && same(other[owner], company[owner])),
          )
          .reduce((sum, other) => sum + ownLine(other), 0);

      const rate = companyRater({ enterprise, industry, asOf: study.asOf });
      const read = creditReader({
        policy,
        industry,
        rates: rateTable(policy, enterprise.tiers),
        asOf: study.asOf,
      });
      const expected = companies.flatMap((company, row) => {
        const rating = rate(company);
        if (rating.refuseCode !== null || rating.tier < policy.tiers.from || rating.tier > policy.tiers.to)
          return [];
        const firm = creditFirm(company, rating, { tier: rating.tier, ownLine: ownLineOf(company) });
        const { revenue, line, rate: priced, gates, flags } = read(firm);
        const codes = gates.map(({ code }) => code);
        return [
          [
            row,
            rating.tier,
            revenue,
            firm.ownLine,
            line?.lineAmount ?? null,
            line?.binding ?? null,
            priced?.rateBp ?? null,
            codes,
            flags,
          ],
        ];
      });
      const number = (value: unknown) => (value === null ? null : Number(value));
      const seen = found.map((row) => [
        Number(row.row_no),
        Number(row.tier),
        number(row.revenue),
        Number(row.deducted_amount),
        number(row.line_amount),
        row.line_amount === null ? null : row.binding,
        number(row.rate_bp),
        codesInMask(Number(row.gates), gatesOf(policy)).map(({ code }) => code),
        codesInMask(Number(row.flags), flagsOf(policy)).map(({ code }) => code),
      ]);
      expect(seen.length).toBeGreaterThan(500);
      expect(seen).toEqual(expected);
      expect(readFileSync(join(out, 'gates.csv'), 'utf8').length).toBeGreaterThan(100);
    },
  );
});
