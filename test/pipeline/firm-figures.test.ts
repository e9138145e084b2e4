import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import type { Indicator } from '../../src/document/indicator-spec.js';
import { checkStudy, fitIndustries, openStudy } from '../../src/index.js';
import { firmOverlap, flowLinkage } from '../../src/industry/overlap.js';
import { copyFoshan, edit } from '../fixtures/foshan-study.js';

const FIRMS = 3000;
const texts = { en: 'x', zh: 'x' };
/** Wide enough for sums, narrow enough for shares to keep their digits. */
const boundsOf = (id: string) => (id === 'sold' ? { low: 0, high: 1e15 } : { low: -10_000, high: 10_000 });
const indicator = (id: string, source: Indicator['source']) => ({
  id,
  dimension: 'scale',
  name: texts,
  unit: 'x',
  source,
  normalisation: { kind: 'benefit', ...boundsOf(id) },
  missing: 'reweight',
});

/** The shipped spec with indicators over firms in place of those of `scale`. */
function withIndicators(sources: Readonly<Record<string, Indicator['source']>>): string {
  const folder = copyFoshan(FIRMS);
  const ids = Object.keys(sources);
  edit(folder, 'models/industry.spec.json', (text) => {
    const spec = JSON.parse(text);
    const others = spec.indicators.filter(({ dimension }: Indicator) => dimension !== 'scale');
    return JSON.stringify({
      ...spec,
      draws: 0,
      indicators: [...others, ...ids.map((id) => indicator(id, sources[id]!))],
      targets: { top: 10 },
    });
  });
  edit(folder, 'judgements.csv', (text) => {
    const others = text.split('\n').filter((line) => !line.includes(',scale,gross_output,'));
    const chain = ids.slice(1).map((id, i) => `陈例一,scale,${ids[i]},${id},1,`);
    return [...others.filter(Boolean), ...chain, ''].join('\n');
  });
  return folder;
}

/** Raw values by indicator and industry, from contributions and the bounds they were normalised by. */
async function rawValues(folder: string) {
  const { document } = (await fitIndustries(await openStudy(folder)))[0]!;
  return (id: string, industry: string) => {
    const row = document.industries.find((each) => each.id === industry)!;
    if (row.missing.includes(id)) return null;
    const weight = document.indicators.find((each) => each.id === id)!.weight;
    const known = document.indicators.filter(
      (each) => each.dimension === 'scale' && !row.missing.includes(each.id),
    );
    const all = document.dimensions.find((each) => each.id === 'scale')!.weight;
    const share = (weight / known.reduce((sum, each) => sum + each.weight, 0)) * all;
    const { low, high } = boundsOf(id);
    return low + (row.contributions[id]! / share / 100) * (high - low);
  };
}

/** The middle of ascending numbers, or the mean of the two in the middle. */
const middleOf = (sorted: readonly number[]) =>
  (sorted[Math.floor((sorted.length - 1) / 2)]! + sorted[Math.floor(sorted.length / 2)]!) / 2;

describe('indicators over firms', () => {
  it('equal what the company file adds up to', async () => {
    const folder = withIndicators({
      firms: { from: 'firms', aggregate: 'count' },
      sold: { from: 'firms', aggregate: 'sum', column: 'revenue_invoiced' },
      mean_staff: { from: 'firms', aggregate: 'mean', column: 'staff' },
      middle_staff: { from: 'firms', aggregate: 'median', column: 'staff' },
      tech_share: { from: 'firms', aggregate: 'share', when: { column: 'is_high_tech', op: '=', value: 1 } },
      concentration: { from: 'firms', aggregate: 'hhi', column: 'revenue_invoiced' },
      margin: { from: 'firms-ratio', numerator: 'profit', denominator: 'revenue_reported' },
      rise: { from: 'firms-growth', column: 'revenue_invoiced', before: 'revenue_prior' },
    });
    const value = await rawValues(folder);
    const { data } = Papa.parse<Record<string, string>>(
      readFileSync(join(folder, 'companies.csv'), 'utf8').trim(),
      { header: true },
    );
    const ceramics = data.filter(({ industry_code }) =>
      industry_code!.replace(/^[A-Z]/, '').startsWith('307'),
    );
    const numbers = (name: string) =>
      ceramics
        .map((row) => row[name]!)
        .filter(Boolean)
        .map(Number);
    const sum = (values: readonly number[]) => values.reduce((total, each) => total + each, 0);
    const both = (a: string, b: string) =>
      ceramics
        .filter((row) => row[a] !== '' && row[b] !== '')
        .map((row) => [Number(row[a]), Number(row[b])] as const);
    const sold = numbers('revenue_invoiced');
    const staff = numbers('staff').sort((a, b) => a - b);
    const close = (id: string, expected: number) =>
      expect(value(id, 'ceramics')! / expected).toBeCloseTo(1, 6);
    close('firms', ceramics.length);
    close('sold', sum(sold));
    close('mean_staff', sum(staff) / staff.length);
    close('middle_staff', middleOf(staff));
    const others = data.filter(({ industry_code }) => /^[A-Z]?6[12]/.test(industry_code!));
    const known = others
      .map(({ staff }) => staff!)
      .filter(Boolean)
      .map(Number)
      .sort((a, b) => a - b);
    expect(known.length % 2).not.toBe(staff.length % 2);
    expect(value('middle_staff', 'accommodation_catering')).toBeCloseTo(middleOf(known), 6);
    close('concentration', sum(sold.map((each) => each ** 2)) / sum(sold) ** 2);
    const growth = both('revenue_invoiced', 'revenue_prior');
    close('rise', sum(growth.map(([now]) => now)) / sum(growth.map(([, then]) => then)) - 1);
    const margin = both('profit', 'revenue_reported');
    close('margin', sum(margin.map(([profit]) => profit)) / sum(margin.map(([, revenue]) => revenue)));
  });

  it('are refused when a column is unknown or cannot be added up exactly', async () => {
    const unknown = withIndicators({
      a: { from: 'firms', aggregate: 'sum', column: 'revenue_invoised' },
      b: { from: 'firms', aggregate: 'count' },
    });
    await expect(fitIndustries(await openStudy(unknown))).rejects.toMatchObject({
      problems: [
        expect.objectContaining({ code: 'UNKNOWN_COLUMN', hint: 'did you mean "revenue_invoiced"?' }),
      ],
    });
    const inexact = withIndicators({
      a: { from: 'firms', aggregate: 'sum', column: 'largest_buyer_share' },
      b: { from: 'firms', aggregate: 'count' },
    });
    await expect(fitIndustries(await openStudy(inexact))).rejects.toMatchObject({
      problems: [expect.objectContaining({ code: 'NOT_WHOLE', found: 'largest_buyer_share' })],
    });
  });

  it('need no names of firms, but their industry codes', async () => {
    const folder = withIndicators({ a: { from: 'firms', aggregate: 'count' } });
    const without = (name: string) => {
      let declared: string[] = [];
      edit(folder, 'models/enterprise.spec.json', (text) => {
        const spec = JSON.parse(text);
        const inputs = spec.inputs.filter((entry: { name: string }) => entry.name !== name);
        declared = inputs.map((entry: { name: string }) => entry.name);
        return JSON.stringify({ ...spec, inputs });
      });
      edit(folder, 'companies.csv', (text) => {
        const { data } = Papa.parse(text.trim(), { header: true });
        return `${Papa.unparse(data, { columns: declared, newline: '\n' })}\n`;
      });
    };
    rmSync(join(folder, 'models/policy.json'));
    without('name');
    const study = await openStudy(folder);
    const [fitted] = await fitIndustries(study);
    expect(fitted!.companies).toMatchObject({ records: FIRMS, rejected: 0 });
    without('industry_code');
    await expect(fitIndustries(study)).rejects.toMatchObject({
      name: 'DocumentError',
      problems: [expect.objectContaining({ code: 'UNKNOWN_COLUMN', file: 'enterprise.spec.json' })],
    });
  });

  it('say which firms were left out, and list them', async () => {
    const folder = withIndicators({ a: { from: 'firms', aggregate: 'mean', column: 'staff' } });
    edit(folder, 'companies.csv', (text) => {
      const [head, first, ...rest] = text.split('\n');
      const place = head!.split(',').indexOf('staff');
      const cells = first!.split(',');
      cells[place] = 'about 50';
      return [head, cells.join(','), ...rest].join('\n');
    });
    const [fitted] = await fitIndustries(await openStudy(folder));
    expect(fitted!.companies).toMatchObject({ records: FIRMS, rejected: 1 });
    const rejects = readFileSync(join(fitted!.tables, 'rejects.csv'), 'utf8').split('\r\n');
    expect(rejects[1]).toMatch(/^companies\.csv,2,staff,about 50,/);
  });

  it('keep an industry with too few firms from being a target', async () => {
    const folder = copyFoshan(FIRMS);
    edit(folder, 'models/industry.spec.json', (text) => {
      const spec = JSON.parse(text);
      return JSON.stringify({ ...spec, draws: 0, targets: { top: 10, minFirms: 60, minScore: 35 } });
    });
    const { document } = (await fitIndustries(await openStudy(folder)))[0]!;
    const targets = document.industries.filter(({ target }) => target).map(({ id }) => id);
    expect(targets).toContain('pan_home_furnishing');
    expect(targets).not.toContain('food_beverage');
    expect(targets).not.toContain('automobiles');
  });

  it('count overlap over codes and product tags', async () => {
    const folder = withIndicators({
      woven: { from: 'overlap', by: 'firms' },
      firms: { from: 'firms', aggregate: 'count' },
    });
    const value = await rawValues(folder);
    const woven = value('woven', 'pan_home_furnishing')!;
    expect(woven).toBeGreaterThan(0.01);
    expect(woven).toBeLessThan(1);
    expect(value('woven', 'accommodation_catering')).toBeLessThan(woven);
  });

  it('count firms with tags that are not in the company table', async () => {
    const folder = withIndicators({ woven: { from: 'overlap', by: 'firms' } });
    const idsIn = (file: string) =>
      new Set(
        readFileSync(join(folder, file), 'utf8')
          .trim()
          .split('\n')
          .slice(1)
          .map((line) => line.split(',')[0]!),
      );
    const [tagged, ids] = [idsIn('company-products.csv'), idsIn('companies.csv')];
    const strangers = [...tagged].filter((id) => !ids.has(id));
    expect(strangers.length).toBeGreaterThan(0);
    edit(folder, 'company-products.csv', (text) => {
      const line = text
        .trim()
        .split('\n')
        .at(-1)!
        .replace(/^[^,]*/, '!nobody');
      return `${text.trimEnd()}\n${line}\n${line}\n`;
    });
    const study = await openStudy(folder);
    const expected = { firms: tagged.size + 1, strangers: strangers.length + 1, first: '!nobody' };
    expect((await fitIndustries(study))[0]!.tagged).toEqual(expected);
    expect((await checkStudy(study)).companies!.tagged).toEqual(expected);
  });
});

describe('overlap', () => {
  it('is the mean of overlap coefficients, weighted by the other’s size', () => {
    const found = firmOverlap({
      sizes: [10, 4, 20, 0],
      pairs: [
        { a: 0, b: 1, firms: 2 },
        { a: 0, b: 2, firms: 5 },
      ],
    });
    expect(found).toEqual([
      expect.closeTo((4 / 24) * (2 / 4) + (20 / 24) * (5 / 10), 12),
      expect.closeTo((10 / 30) * (2 / 4), 12),
      expect.closeTo((10 / 14) * (5 / 10), 12),
      null,
    ]);
  });

  it('by flows is the share that crosses the border', () => {
    const flows = [
      { from: 'a', to: 'a', amount: 10 },
      { from: 'a', to: 'b', amount: 30 },
      { from: 'b', to: 'a', amount: 50 },
    ];
    expect(flowLinkage(['a', 'b', 'c'], flows)).toEqual([80 / 100, 1, null]);
  });

  it('take tags of products that no industry makes, as dipper check does: they count nowhere', async () => {
    const folder = withIndicators({ woven: { from: 'overlap', by: 'firms' } });
    const before = (await fitIndustries(await openStudy(folder)))[0]!;
    edit(folder, 'products.csv', (text) => `${text.trimEnd()}\nparasol,阳伞,,\n`);
    edit(folder, 'company-products.csv', (text) => `${text.trimEnd()}\n!nobody,parasol,\n`);
    const study = await openStudy(folder);
    const { document, tagged } = (await fitIndustries(study))[0]!;
    expect(document.industries).toEqual(before.document.industries);
    expect(tagged!.firms).toBe(before.tagged!.firms + 1);
    expect((await checkStudy(study)).companies!.tagged).toEqual(tagged);
  });
});
