import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rateTable } from '../../src/credit/rate-table.js';
import { creditReader } from '../../src/credit/read-firm.js';
import { codesInMask, flagsOf, gatesOf } from '../../src/document/gates.js';
import { openEngine } from '../../src/engine/engine.js';
import { openStudy, readModels } from '../../src/index.js';
import { lend } from '../../src/pipeline/lend.js';
import { root } from '../fixtures/foshan-study.js';

/** The shipped policy with the tiers' pds of the master scale 0.05 % × 1.6^(k−1), as the worked figures have it. */
const study = await openStudy(join(root, 'data/foshan'));
const models = await readModels(study);
const enterprise = {
  ...models.enterprise,
  value: {
    ...models.enterprise.value,
    tiers: models.enterprise.value.tiers.map((tier) => ({
      ...tier,
      pdPpm: Math.round(500 * 1.6 ** (tier.tier - 1)),
    })),
  },
};

type Values = Readonly<Record<string, number | string | null>>;

/** A firm on the list: R6, ceramics, CNY 10,000,000 from both sources, tax A. */
const base: Values = {
  tier: 6,
  industry: 'ceramics',
  revenue_reported: 10_000_000,
  revenue_invoiced: 10_000_000,
  tax_rating: 'A',
  established_on: '2015-01-01',
  registration_status: '存续',
  is_dishonest: 0,
  is_blacklisted: 0,
  executed_24m: 0,
  unsecured_debt: 0,
};

interface Expected {
  readonly line: number | null;
  readonly binding?: string;
  readonly rate?: number;
  readonly gates?: string;
  readonly flags?: string;
}

type Case = readonly [changes: Values, expected: Expected];

const both = (revenue: number): Values => ({ revenue_reported: revenue, revenue_invoiced: revenue });

const tables: Readonly<Record<string, readonly Case[]>> = {
  'α and τ, and the rate of every cell at u = 0.66': [
    ['A', [700_000, 600_000, 500_000, 400_000], [500, 520, 550, 600]],
    ['B', [560_000, 480_000, 400_000, 320_000], [515, 535, 565, 615]],
    ['M', [350_000, 300_000, 250_000, 200_000], [545, 565, 595, 645]],
  ].flatMap(([tax_rating, lines, rates]) =>
    (lines as number[]).map(
      (line, i): Case => [
        { tier: 6 + i, tax_rating: tax_rating as string },
        { line, binding: 'advance', rate: (rates as number[])[i]! },
      ],
    ),
  ),
  'rounding down to 10,000': [
    [both(10_142_857), { line: 700_000 }],
    [both(10_142_858), { line: 710_000 }],
  ],
  'the cap of each tier: where the advance passes it': [
    [both(28_571_428), { line: 1_990_000, binding: 'advance' }],
    [both(28_571_429), { line: 2_000_000, binding: 'advance' }],
    [both(28_571_443), { line: 2_000_000, binding: 'cap' }],
    [
      { tier: 7, ...both(24_999_999) },
      { line: 1_490_000, binding: 'advance' },
    ],
    [
      { tier: 7, ...both(25_000_000) },
      { line: 1_500_000, binding: 'advance' },
    ],
    [
      { tier: 7, ...both(25_000_017) },
      { line: 1_500_000, binding: 'cap' },
    ],
    [
      { tier: 8, ...both(23_999_999) },
      { line: 1_190_000, binding: 'advance' },
    ],
    [
      { tier: 8, ...both(24_000_000) },
      { line: 1_200_000, binding: 'advance' },
    ],
    [
      { tier: 8, ...both(24_000_020) },
      { line: 1_200_000, binding: 'cap' },
    ],
    [
      { tier: 9, ...both(22_499_999) },
      { line: 890_000, binding: 'advance' },
    ],
    [
      { tier: 9, ...both(22_500_000) },
      { line: 900_000, binding: 'advance' },
    ],
    [
      { tier: 9, ...both(22_500_025) },
      { line: 900_000, binding: 'cap' },
    ],
  ],
  'β: room that unsecured debt leaves of 20 % of revenue': [
    [{ unsecured_debt: 1_299_999 }, { line: 700_000, binding: 'advance' }],
    [{ unsecured_debt: 1_300_000 }, { line: 700_000, binding: 'advance' }],
    [{ unsecured_debt: 1_300_001 }, { line: 690_000, binding: 'debt' }],
    [{ unsecured_debt: 2_000_000 }, { line: 0, binding: 'debt', gates: 'LINE_BELOW_MIN' }],
    [{ unsecured_debt: 9_000_000 }, { line: 0, binding: 'debt', gates: 'LINE_BELOW_MIN' }],
    [{ unsecured_debt: null }, { line: 700_000, flags: 'DEBT_NOT_SEEN' }],
  ],
  'own lines and the smallest line, 100,000': [
    [{ own_line: 590_000 }, { line: 110_000 }],
    [{ own_line: 600_000 }, { line: 100_000 }],
    [{ own_line: 600_001 }, { line: 90_000, gates: 'LINE_BELOW_MIN' }],
    [{ own_line: 900_000 }, { line: 0, gates: 'LINE_BELOW_MIN' }],
  ],
  'R: the lower of two sources, 20 % off a single one': [
    [{ revenue_reported: 30_000_000 }, { line: 700_000 }],
    [{ revenue_reported: 12_500_000, revenue_invoiced: null }, { line: 700_000 }],
    [
      { revenue_reported: 12_499_999, revenue_invoiced: null },
      { line: 690_000, gates: 'REVENUE_OUT' },
    ],
    [
      { revenue_reported: null, revenue_invoiced: null },
      { line: null, gates: 'NO_REVENUE' },
    ],
  ],
  'revenue from 10,000,000 to 40,000,000, both ends in': [
    [both(9_999_999), { line: 690_000, gates: 'REVENUE_OUT' }],
    [both(10_000_000), { line: 700_000 }],
    [both(40_000_000), { line: 2_000_000 }],
    [both(40_000_001), { line: 2_000_000, gates: 'REVENUE_OUT' }],
  ],
  'age from 24 months on 2024-06-30': [
    [{ established_on: '2022-07-01' }, { line: 700_000, gates: 'AGE_UNDER_24' }],
    [{ established_on: '2022-06-30' }, { line: 700_000 }],
    [{ established_on: '2022-06-29' }, { line: 700_000 }],
    [{ established_on: null }, { line: 700_000, gates: 'AGE_UNDER_24_UNKNOWN' }],
  ],
  'hard rules': [
    [{ executed_24m: 2 }, { line: 700_000 }],
    [{ executed_24m: 3 }, { line: 700_000, gates: 'ENFORCED' }],
    [{ executed_24m: 4 }, { line: 700_000, gates: 'ENFORCED' }],
    [{ executed_24m: null }, { line: 700_000 }],
    [{ own_overdue_days: 0 }, { line: 700_000 }],
    [{ own_overdue_days: 1 }, { line: 700_000, gates: 'OWN_OVERDUE' }],
    [{ is_dishonest: 1 }, { line: 700_000, gates: 'DISHONEST' }],
    [{ is_dishonest: null }, { line: 700_000, gates: 'DISHONEST_UNKNOWN' }],
    [{ is_blacklisted: 1 }, { line: 700_000, gates: 'BLACKLISTED' }],
    [{ is_blacklisted: null }, { line: 700_000, gates: 'BLACKLISTED_UNKNOWN' }],
    [{ registration_status: '注销' }, { line: 700_000, gates: 'DEREGISTERED' }],
    [{ registration_status: null }, { line: 700_000, gates: 'DEREGISTERED_UNKNOWN' }],
  ],
  'tax ratings without a line': [
    [{ tax_rating: 'C' }, { line: null, gates: 'TAX_RATING_UNLISTED|TAX_RATING_C' }],
    [{ tax_rating: 'D' }, { line: null, gates: 'TAX_RATING_UNLISTED|TAX_RATING_D' }],
    [{ tax_rating: null }, { line: null, gates: 'TAX_RATING_UNLISTED' }],
  ],
  'industries: pinned, target but not pinned, neither, none; and every gate at once': [
    [{ industry: 'new_materials' }, { line: 700_000 }],
    [{ industry: 'automobiles' }, { line: 700_000, gates: 'INDUSTRY_OUT' }],
    [{ industry: 'textiles_garments' }, { line: 700_000, gates: 'INDUSTRY_OUT' }],
    [{ industry: null }, { line: 700_000, gates: 'INDUSTRY_OUT' }],
    [
      { industry: null, is_dishonest: 1, ...both(1_000_000), established_on: '2024-01-01' },
      { line: 70_000, gates: 'INDUSTRY_OUT|DISHONEST|REVENUE_OUT|AGE_UNDER_24|LINE_BELOW_MIN' },
    ],
  ],
};

const firms = Object.values(tables)
  .flat()
  .map(([changes], i) => ({ ...base, ...changes, company_id: `F${i}` }) as Values);
const industries = models.industry.value.industries;
const place = (firm: Values) => industries.findIndex(({ id }) => id === firm.industry);

interface Seen {
  readonly line: number | null;
  readonly binding: string | null;
  readonly rate: number | null;
  readonly gates: string;
  readonly flags: string;
}

const policy = models.policy.value;
const rates = rateTable(policy, enterprise.value.tiers);

function readInTypeScript(): Seen[] {
  const read = creditReader({ policy, industry: models.industry.value, rates, asOf: study.asOf });
  return firms.map((firm) => {
    const valueAt = (name: string) => firm[name] ?? null;
    const found = read({
      tier: Number(firm.tier),
      score: 600,
      industryId: firm.industry as string | null,
      ownLine: Number(firm.own_line ?? 0),
      valueAt,
    });
    return {
      line: found.line?.lineAmount ?? null,
      binding: found.line?.binding ?? null,
      rate: found.rate?.rateBp ?? null,
      gates: found.gates.map(({ code }) => code).join('|'),
      flags: found.flags.join('|'),
    };
  });
}

async function readInSql(): Promise<Seen[]> {
  const engine = await openEngine({ workFolder: mkdtempSync(join(tmpdir(), 'dipper-')) });
  const types: Readonly<Record<string, string>> = { date: 'DATE', number: 'DOUBLE' };
  const isText = (type: string) => ['text', 'category', 'code'].includes(type);
  const literal = (value: unknown) =>
    value === null || value === undefined ? 'NULL' : typeof value === 'number' ? value : `'${value}'`;
  const cells = (firm: Values) =>
    models.contract.map(
      ({ name, type }) =>
        `CAST(${literal(firm[name])} AS ${types[type] ?? (isText(type) ? 'VARCHAR' : 'BIGINT')}) AS "${name}"`,
    );
  const union = (rows: readonly string[]) => rows.join('\nUNION ALL ');
  await engine.run(
    `CREATE TABLE company AS ${union(firms.map((firm, i) => `SELECT ${i} AS _row_no, ${cells(firm).join(', ')}`))}`,
  );
  const rating = (firm: Values, i: number) =>
    `SELECT ${i} AS _row_no, ${literal(firm.company_id)} AS company_id, CAST(${place(firm) < 0 ? 'NULL' : place(firm)} AS INTEGER) AS _industry_no, CAST(${literal(firm.industry)} AS VARCHAR) AS industry_id, ${firm.tier} AS tier, 600 AS score, NULL AS reason_1, NULL AS reason_2, NULL AS reason_3, NULL AS refuse_code`;
  await engine.run(`CREATE TABLE rating AS ${union(firms.map(rating))}`);
  await lend(engine, {
    models: { ...models, enterprise },
    asOf: study.asOf,
    ratings: 'rating',
    to: 'credit',
  });
  const rows = await engine.rows('SELECT * FROM credit ORDER BY _row_no');
  engine.close();
  const codes = (mask: unknown, coded: readonly { readonly code: string }[]) =>
    codesInMask(Number(mask), coded)
      .map(({ code }) => code)
      .join('|');
  return rows.map((row) => ({
    line: row.line_amount === null ? null : Number(row.line_amount),
    binding: row.line_amount === null ? null : String(row.binding),
    rate: row.rate_bp === null ? null : Number(row.rate_bp),
    gates: codes(row.gates, gatesOf(policy)),
    flags: codes(row.flags, flagsOf(policy)),
  }));
}

describe.each([
  ['TypeScript', readInTypeScript],
  ['SQL', readInSql],
])('every table of the policy, below, at and above, in %s', async (_name, read) => {
  const seen = await read();
  let next = 0;
  for (const [title, cases] of Object.entries(tables)) {
    const own = cases.map((each) => ({ each, at: next++ }));
    it(title, () => {
      for (const { each, at } of own) {
        const [changes, { line, binding, rate, gates = '', flags = '' }] = each;
        const found = seen[at]!;
        const expected = {
          line,
          binding: binding ?? found.binding,
          rate: rate ?? found.rate,
          gates,
          flags,
        };
        expect({ changes, ...found }).toEqual({ changes, ...expected });
      }
    });
  }
});
