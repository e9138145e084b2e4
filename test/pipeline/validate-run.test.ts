import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { beforeAll, describe, expect, it } from 'vitest';
import { pathOf } from '../../src/document/mapping.js';
import { openStudy, runStudy, type Study, validateRun } from '../../src/index.js';
import { dipperHere } from '../fixtures/cli.js';
import { copyFoshan, edit } from '../fixtures/foshan-study.js';

type Row = Readonly<Record<string, string>>;
const read = (path: string): Row[] =>
  Papa.parse<Row>(readFileSync(path, 'utf8').replace('\ufeff', ''), { header: true, skipEmptyLines: true })
    .data;

let study: Study;
let run: string;
let rated: { readonly id: string; readonly tier: string; readonly company: Row }[];

beforeAll(async () => {
  study = await openStudy(copyFoshan(5000));
  const made = await runStudy(study);
  run = made.manifest.run;
  const companies = new Map(read(pathOf(study.inputs.companies!)).map((row) => [row.company_id!, row]));
  rated = read(join(made.folder, 'ratings.csv')).map((row) => ({
    id: row.company_id!,
    tier: row.tier!,
    company: companies.get(row.company_id!)!,
  }));
});

describe('validateRun', () => {
  it('refuses a rating of the bank in words, and makes segments of a column once', async () => {
    for (const internal of ['tax_rating', 'established_on'])
      await expect(validateRun(study, { run, internal })).rejects.toMatchObject({
        code: 'NOT_A_NUMBER',
        problems: [{ column: internal, path: '--internal' }],
      });
    const { segments } = await validateRun(study, { run, by: ['town', 'town'] });
    expect(segments.map(({ by }) => by)).toEqual(['industry', 'town']);
  });

  it('counts customers by tier as the files have them', async () => {
    const found = await validateRun(study, {
      run,
      internal: 'internal_rating',
      by: ['town', 'ownership', 'revenue_reported'],
    });
    const customers = rated.filter(({ company }) => company.is_customer === '1');
    const known = customers.filter(({ company }) => {
      const days = company.label_overdue_days!;
      return days !== '' && (Number(days) >= 90 || Number(days) < 30);
    });
    expect(found.tested).toMatchObject({ n: known.length, who: 'customers' });
    for (const { name, n, d } of found.tiers) {
      const own = known.filter(({ tier }) => tier === name);
      const bad = own.filter(({ company }) => Number(company.label_overdue_days) >= 90);
      expect([name, n, d]).toEqual([name, own.length, bad.length]);
    }
    expect(found.pooled.n).toBe(known.length);
    expect(found.internal!.n).toBe(known.filter(({ company }) => company.internal_rating !== '').length);
    const { grades, counts } = found.internal!.crossTable;
    for (const [i, row] of counts.entries())
      for (const [j, n] of row.entries())
        expect(n).toBe(
          known.filter(
            ({ tier, company }) =>
              tier === `R${i + 1}` &&
              company.internal_rating !== '' &&
              Number(company.internal_rating) === grades[j],
          ).length,
        );
    expect(found.segments.map(({ by }) => by)).toEqual(['industry', 'town', 'ownership', 'revenue_reported']);
    for (const { tests, small } of found.segments) {
      expect(tests.reduce((sum, { n }) => sum + n, small.firms)).toBe(known.length);
      expect(tests.every(({ n }) => n >= 30)).toBe(true);
    }
    const sizes = found.segments.at(-1)!.tests.filter(({ name }) => name !== '');
    expect(sizes.length).toBeGreaterThanOrEqual(4);
    const { edges } = found.segments.at(-1)!;
    expect(edges!.map((edge) => edge.toLocaleString('en-US'))).toEqual(
      sizes
        .flatMap(({ name }) => /from ([\d,]+)/.exec(name)?.[1] ?? [])
        .sort((a, b) => a.length - b.length || (a < b ? -1 : 1)),
    );
    expect(found.segments[0]).not.toHaveProperty('edges');
    for (const { name, n } of sizes) {
      const [low, high] = [
        /from ([\d,]+)/.exec(name)?.[1] ?? '0',
        /below ([\d,]+)/.exec(name)?.[1] ?? '9e12',
      ];
      const inside = known.filter(({ company: { revenue_reported: revenue } }) => {
        const value = revenue === '' ? Number.NaN : Math.round(Number(revenue));
        return value >= Number(low.replaceAll(',', '')) && value < Number(high.replaceAll(',', ''));
      });
      expect([name, n]).toEqual([name, inside.length]);
    }
    expect(found.sourcePairs.map(({ goods, bads }) => `${goods} ${bads}`)).toContain(
      'award_lists risk_lists',
    );
    expect(found.status).not.toBe('fail');
  });

  it('weighs firms by their source where pds are tested on all of them', async () => {
    const folder = copyFoshan(5000);
    edit(folder, 'models/enterprise.spec.json', (text) => {
      const spec = JSON.parse(text);
      return JSON.stringify({ ...spec, label: { ...spec.label, customers: undefined } });
    });
    const other = await openStudy(folder);
    const found = await validateRun(other, { run: (await runStudy(other)).manifest.run });
    const bad = (row: Row) =>
      row.is_customer === '1' ? Number(row.label_overdue_days) >= 90 : row.is_on_risk_list === '1';
    const good = (row: Row) =>
      row.is_customer === '1'
        ? row.label_overdue_days !== '' && Number(row.label_overdue_days) < 30
        : row.is_on_award_list === '1';
    const known = rated.map(({ company }) => company).filter((row) => bad(row) !== good(row));
    const weight = (row: Row) => (row.is_customer === '1' ? 1 : 0.25);
    const sum = (rows: readonly Row[], of: (row: Row) => number) =>
      rows.reduce((total, row) => total + of(row), 0);
    expect(found.pooled.n).toBe(known.length);
    expect(found.pooled.rate).toBeCloseTo(sum(known.filter(bad), weight) / sum(known, weight), 12);
    // Firms without weights whose log odds would be known as well: their variance is that of both kinds added up.
    const part = (rows: readonly Row[]) => sum(rows, (row) => weight(row) ** 2) / sum(rows, weight) ** 2;
    const variance = part(known.filter(bad)) + part(known.filter(good));
    const { rate } = found.pooled;
    expect(found.pooled.effective).toBeCloseTo(1 / (rate * (1 - rate) * variance), 8);
    expect(found.probabilities!.hosmerLemeshow).toBeNull();
  });

  it('takes matured outcomes above labels, and fails where far too many defaulted', async () => {
    const outcomes = join(study.folder, 'outcomes.csv');
    const late = rated
      .slice(0, 400)
      .flatMap(({ id }) => [
        `${id},drawn,500000,500000,0,2022-01-01`,
        `${id},drawn,500000,500000,120,2024-06-30`,
      ]);
    writeFileSync(outcomes, `company_id,status,amount,drawn_amount,overdue_days,as_of\n${late.join('\n')}\n`);
    const found = await validateRun(study, { run, outcomes });
    expect(found.tested.bads).toBeGreaterThanOrEqual(400);
    expect(found.status).toBe('fail');
    expect(found.pooled.status).toBe('fail');
  });

  it('tests pds where nobody defaulted, and counts what outcomes could not tell', async () => {
    const own = await openStudy(copyFoshan(300));
    edit(own.folder, 'companies.csv', (text) => {
      const [head, ...lines] = text.split('\n');
      const at = head!.split(',').indexOf('label_overdue_days');
      const customer = head!.split(',').indexOf('is_customer');
      return [
        head,
        ...lines.map((line) => {
          const cells = line.split(',');
          return cells[customer] === '1' ? cells.map((cell, i) => (i === at ? '0' : cell)).join(',') : line;
        }),
      ].join('\n');
    });
    const { manifest, folder } = await runStudy(own);
    const found = await validateRun(own, { run: manifest.run });
    expect(found.tested.bads).toBe(0);
    expect(found).toMatchObject({ probabilities: null, curve: [], internal: null, outcomes: null });
    expect(found.pooled.jeffreysP).toBeGreaterThan(0.5);
    expect(['pass', 'NO POWER']).toContain(found.status);

    const ids = read(join(folder, 'ratings.csv')).map((row) => row.company_id);
    const outcomes = join(own.folder, 'outcomes.csv');
    const rows = [
      `${ids[0]},granted,0,2023-01-31`,
      `${ids[0]},drawn,0,2024-12-31`,
      `${ids[1]},granted,0,2023-12-31`,
      `${ids[1]},drawn,120,2024-12-31`,
      `${ids[2]},granted,0,2023-05-31`,
      `${ids[2]},drawn,120,2024-05-31`,
      `${ids[2]},drawn,0,2024-12-31`,
      `${ids[3]},granted,0,2024-07-31`,
      `${ids[6]},granted,0,2024-07-31`,
      `${ids[6]},drawn,95,2024-12-31`,
      `${ids[4]},rejected,0,2024-07-31`,
      `${ids[5]},contacted,0,2024-07-31`,
      'nobody,drawn,120,2023-12-31',
      // Known by the day of the ratings, of a firm that has none: it is not among those used.
      'nobody_either,drawn,120,2023-05-31',
    ];
    writeFileSync(outcomes, `company_id,status,overdue_days,as_of\n${rows.join('\n')}\n`);
    expect((await validateRun(own, { run: manifest.run, outcomes })).outcomes).toEqual({
      companies: 9,
      used: 3,
      notRated: 2,
      immature: 2,
      immatureBad: 1,
      refused: 1,
      open: 1,
      before: 1,
    });
    edit(own.folder, 'models/enterprise.spec.json', (text) =>
      JSON.stringify({ ...JSON.parse(text), outcomes: { windowMonths: 11 } }),
    );
    const windowed = await validateRun(own, { run: manifest.run, outcomes });
    expect(windowed.outcomes).toMatchObject({ used: 3, badLater: 2 });
    const { stdout } = await dipperHere(
      'validate',
      '--study',
      own.folder,
      '--run',
      manifest.run,
      '--outcomes',
      outcomes,
    );
    expect(stdout).toContain('2 firms overdue only after outcomes.windowMonths');
  });

  it('holds outcomes against the ratings of firms that the company table has no more', async () => {
    const own = await openStudy(copyFoshan(5000));
    const { folder, manifest } = await runStudy(own);
    const ids = read(join(folder, 'ratings.csv'))
      .slice(0, 400)
      .map((row) => row.company_id!);
    const outcomes = join(own.folder, 'outcomes.csv');
    const rows = ids.flatMap((id, i) => [
      `${id},granted,0,2024-07-31`,
      `${id},drawn,${i % 5 === 0 ? 120 : 0},2025-12-31`,
    ]);
    writeFileSync(outcomes, `company_id,status,overdue_days,as_of\n${rows.join('\n')}\n`);
    const validated = () => validateRun(own, { run: manifest.run, outcomes });
    const before = await validated();
    expect(before.outcomes).toMatchObject({ used: 400, notRated: 0 });
    expect(before.outcomes).not.toHaveProperty('gone');
    const left = new Set(ids.filter((_id, i) => i % 10 === 0));
    edit(own.folder, 'companies.csv', (text) =>
      text
        .split('\n')
        .filter((line) => !left.has(line.split(',')[0]!))
        .join('\n'),
    );
    const after = await validated();
    expect(after.outcomes).toEqual({ ...before.outcomes, gone: 40 });
    // What hangs on the label alone stays: the file's own labels of the forty were overruled by their outcomes.
    expect({ tested: after.tested, tiers: after.tiers, pooled: after.pooled }).toEqual({
      tested: before.tested,
      tiers: before.tiers,
      pooled: before.pooled,
    });
    expect(after.probabilities).toEqual(before.probabilities);
    const args = ['validate', '--study', own.folder, '--run', manifest.run, '--outcomes', outcomes];
    expect((await dipperHere(...args)).stdout).toContain('40 firms of them no longer in the company table');
  });

  it('tells how the firms fared whose tiers people set, however few they are', async () => {
    const own = await openStudy(copyFoshan(3000));
    const first = await runStudy(own);
    const outOf = (folder: string) =>
      new Map(read(join(folder, 'ratings.csv')).map((row) => [row.company_id!, row]));
    const known = read(pathOf(own.inputs.companies!)).filter(
      ({ is_customer: customer, label_overdue_days: days }) =>
        customer === '1' && days !== '' && (Number(days) >= 90 || Number(days) < 30),
    );
    const bad = (row: Row) => Number(row.label_overdue_days) >= 90;
    const tiers = outOf(first.folder);
    const lowered = known.filter(({ company_id: id }) => Number(tiers.get(id!)?.tier?.slice(1)) <= 13);
    const chosen = [...lowered.filter(bad).slice(0, 1), ...lowered.filter((row) => !bad(row)).slice(0, 4)];
    const lines = chosen.map(
      ({ company_id: id }) => `${id},${tiers.get(id!)!.tier},R15,known,a,b,2099-01-01`,
    );
    const head = 'company_id,from_tier,to_tier,reason,author,approver,expires_on';
    writeFileSync(join(own.folder, 'overrides.csv'), `${[head, ...lines].join('\n')}\n`);
    edit(own.folder, 'dipper.json', (text) => {
      const said = JSON.parse(text);
      return JSON.stringify({ ...said, inputs: { ...said.inputs, overrides: 'overrides.csv' } });
    });
    const again = await openStudy(own.folder);
    const { manifest } = await runStudy(again);
    const { segments } = await validateRun(again, { run: manifest.run });
    const [found] = segments;
    expect(found).toMatchObject({ by: 'tier_source', small: { segments: 0, firms: 0 } });
    expect(found!.tests.map(({ name, n, d }) => [name, n, d])).toEqual([
      ['model', expect.any(Number), expect.any(Number)],
      ['override', chosen.length, chosen.filter(bad).length],
    ]);
    // By the tier that people set, not by that of the score.
    expect(found!.tests[1]!.pd).toBeGreaterThan(0.1);
  });

  it('refuses columns and runs that are not there', async () => {
    await expect(validateRun(study, { run, by: ['twon'] })).rejects.toMatchObject({
      code: 'UNKNOWN_COLUMN',
      problems: [{ found: 'twon', hint: 'did you mean "town"?' }],
    });
    await expect(validateRun(study, { run: 'none' })).rejects.toMatchObject({ code: 'UNKNOWN_RUN' });
  });
});
