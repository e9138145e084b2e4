import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { beforeAll, describe, expect, it } from 'vitest';
import type { IndustryDocument } from '../../src/document/industry-document.js';
import { fitIndustries, openStudy } from '../../src/index.js';
import { copyFoshan, edit, root } from '../fixtures/foshan-study.js';

const fitIn = async (folder: string): Promise<IndustryDocument> =>
  (await fitIndustries(await openStudy(folder)))[0]!.document;

describe('FAST on the shipped sample', () => {
  let document: IndustryDocument;
  beforeAll(async () => {
    document = await fitIn(copyFoshan());
  });

  it('is what models/foshan/industry.json says, byte for byte', async () => {
    const folder = copyFoshan();
    const [fitted] = await fitIndustries(await openStudy(folder));
    const shipped = readFileSync(join(root, 'models/foshan/industry.json'), 'utf8');
    expect(readFileSync(fitted!.path, 'utf8')).toBe(shipped);
  });

  it('draws the same whatever the order of the judgements', async () => {
    const folder = copyFoshan();
    edit(folder, 'judgements.csv', (text) => {
      const [header, ...rows] = text.trimEnd().split('\n');
      return `${[header, ...rows.reverse()].join('\n')}\n`;
    });
    const { industries } = await fitIn(folder);
    industries.forEach(({ id, low, high, ranks }, i) => {
      const own = document.industries[i]!;
      expect([id, ranks]).toEqual([own.id, own.ranks]);
      expect(low).toBeCloseTo(own.low!, 9);
      expect(high).toBeCloseTo(own.high!, 9);
    });
  });

  it('is not written where its tables cannot be', async () => {
    const folder = copyFoshan();
    const path = join(folder, 'models/industry.json');
    writeFileSync(path, 'before');
    writeFileSync(join(folder, 'out'), 'a file where a folder should be');
    await expect(fitIn(folder)).rejects.toThrow();
    expect(readFileSync(path, 'utf8')).toBe('before');
  });

  it('has the six pinned industries, pan-home furnishing and metal building materials in its top ten', () => {
    const targets = document.industries.filter(({ target }) => target).map(({ id }) => id);
    expect(targets).toHaveLength(10);
    expect(targets).toEqual(expect.arrayContaining(['pan_home_furnishing', 'metal_building_materials']));
    expect(
      document.industries
        .filter(({ pinned }) => pinned)
        .map(({ id }) => id)
        .sort(),
    ).toEqual([
      'biomedicine_health',
      'ceramics',
      'electronics_information',
      'intelligent_equipment',
      'new_energy_environment',
      'new_materials',
    ]);
  });

  it('adds up: contributions to scores, global weights to one, dimensions to their weight', () => {
    for (const { score, contributions } of document.industries) {
      const sum = Object.values(contributions).reduce((total, value) => total + value, 0);
      expect(sum).toBeCloseTo(score, 10);
      expect(score).toBeGreaterThanOrEqual(0);
      expect(score).toBeLessThanOrEqual(100);
    }
    for (const { id, weight } of document.dimensions) {
      const own = document.indicators.filter(({ dimension }) => dimension === id);
      expect(own.reduce((sum, indicator) => sum + indicator.weight, 0)).toBeCloseTo(weight, 12);
    }
    expect(document.experts.reduce((sum, { effectiveWeight }) => sum + effectiveWeight, 0)).toBeCloseTo(
      1,
      12,
    );
  });

  it('never uses a figure of a year that is not over', async () => {
    const folder = copyFoshan();
    edit(folder, 'industries.csv', (text) =>
      text.concat(
        text
          .split('\n')
          .filter((line) => line.includes(',2023,'))
          .map((line) => line.replace(',2023,', ',2024,').replace(/\d+$/, '999'))
          .join('\n'),
        '\n',
      ),
    );
    const later = await fitIn(folder);
    expect(later.industries).toEqual(document.industries);
  });

  it('gives a missing figure’s weight to its dimension and flags it, or refuses', async () => {
    const folder = copyFoshan();
    edit(folder, 'industries.csv', (text) => text.replace(/^(ceramics,.*,2023,.*),\d+$/m, '$1,'));
    await expect(fitIn(folder)).rejects.toMatchObject({ code: 'BAD_INDICATOR' });
    edit(folder, 'models/industry.spec.json', (text) => text.replaceAll('"refuse"', '"reweight"'));
    const ceramics = (await fitIn(folder)).industries.find(({ id }) => id === 'ceramics')!;
    expect(ceramics.missing).toEqual(['new_products']);
    expect(ceramics.contributions.new_products).toBe(0);
    const sum = Object.values(ceramics.contributions).reduce((total, value) => total + value, 0);
    expect(sum).toBeCloseTo(ceramics.score, 10);
  });

  it('names the industries whose figures are older than those of others', async () => {
    const folder = copyFoshan();
    edit(folder, 'models/industry.spec.json', (text) => text.replaceAll('"refuse"', '"reweight"'));
    edit(folder, 'industries.csv', (text) =>
      text.replace(/^(ceramics|textiles_garments),.*,2023,.*\n/gm, ''),
    );
    const [fitted] = await fitIndustries(await openStudy(folder));
    expect(fitted!.older).toEqual([
      { industry: 'ceramics', year: 2022 },
      { industry: 'textiles_garments', year: 2022 },
    ]);
  });

  it('says which bounds cannot be learned, and why', async () => {
    const problemsOf = async (
      change: (spec: { asOf?: string; indicators: { normalisation: object }[] }) => void,
    ) => {
      const folder = copyFoshan();
      edit(folder, 'models/industry.spec.json', (text) => {
        const spec = JSON.parse(text.replaceAll('"refuse"', '"reweight"'));
        change(spec);
        return JSON.stringify(spec);
      });
      const error = await fitIn(folder).catch((thrown) => thrown);
      return (error as { problems: readonly Record<string, unknown>[] }).problems[0];
    };
    expect(
      await problemsOf((spec) => {
        spec.asOf = '1990-12-31';
        spec.indicators[0]!.normalisation = { kind: 'benefit' };
      }),
    ).toMatchObject({ file: 'industry.spec.json', found: 'no figure of any industry' });
    for (const normalisation of [
      { kind: 'benefit', low: 5, high: 5 },
      { kind: 'interval', low: 6, high: 5, tolerance: 1 },
    ])
      expect(
        await problemsOf((spec) => {
          spec.indicators[0]!.normalisation = normalisation;
        }),
      ).toMatchObject({
        file: 'industry.spec.json',
        path: 'indicators[0].normalisation.high',
        expected: 'a number above low',
      });
  });

  it('keeps the bounds it froze: another industry moves no other score, until bounds are learned again', async () => {
    const folder = copyFoshan();
    edit(folder, 'industries.csv', (text) => {
      const giant = text.split('\n').filter((line) => line.startsWith('ceramics,'));
      const rows = giant.map((line) =>
        line.replace('ceramics,Ceramics,陶瓷', 'giant,Giant,巨型').replace(/,(\d{5,6}),/, ',9$1,'),
      );
      return `${text}${rows.join('\n')}\n`;
    });
    const [fitted] = await fitIndustries(await openStudy(folder));
    expect(fitted!.keptBounds).toContain('gross_output');
    for (const row of document.industries) {
      const again = fitted!.document.industries.find(({ id }) => id === row.id)!;
      expect({ id: row.id, score: again.score, low: again.low }).toEqual({
        id: row.id,
        score: row.score,
        low: row.low,
      });
    }
    const [learned] = await fitIndustries(await openStudy(folder), { relearnBounds: true });
    const moved = learned!.document.industries.filter(
      ({ id, score }) => document.industries.find((each) => each.id === id)?.score !== score,
    );
    expect(moved.length).toBeGreaterThan(10);
  });

  it('reads long figures like wide ones', async () => {
    const folder = copyFoshan();
    edit(folder, 'industries.csv', (text) => {
      const { data } = Papa.parse<Record<string, string>>(text.trim(), { header: true });
      const long = data.flatMap(({ industry_id, name, name_zh, year, ...figures }) =>
        Object.entries(figures).map(([indicator, value]) => ({
          industry_id,
          name,
          name_zh,
          year,
          indicator,
          value,
        })),
      );
      return `${Papa.unparse(long)}\n`;
    });
    expect((await fitIn(folder)).industries).toEqual(document.industries);
  });

  it('refuses a second root, a pinned industry that is no target, and rivals for a code', async () => {
    const second = copyFoshan();
    edit(second, 'judgements.csv', (text) =>
      text.replace(/,fast,future,advantage,/, ',quick,future,advantage,'),
    );
    await expect(fitIn(second)).rejects.toMatchObject({ code: 'BAD_TREE' });
    const pinned = copyFoshan();
    edit(pinned, 'models/industry.spec.json', (text) =>
      text.replace('"new_materials"', '"textiles_garments"'),
    );
    await expect(fitIn(pinned)).rejects.toMatchObject({ code: 'PINNED_NOT_TARGET' });
    const rivals = copyFoshan();
    edit(rivals, 'industry-map.csv', (text) => text.replace('automobiles,36,', 'automobiles,307,'));
    await expect(fitIn(rivals)).rejects.toMatchObject({
      problems: [expect.objectContaining({ code: 'RIVAL_INDUSTRIES' })],
    });
  });

  it('names the spec whose figures are lacking, or whose pinned industry is no target', async () => {
    const folder = copyFoshan();
    const spec = JSON.parse(readFileSync(join(folder, 'models/industry.spec.json'), 'utf8'));
    const write = (variant: object) =>
      writeFileSync(join(folder, 'models/industry.old.spec.json'), JSON.stringify({ ...spec, ...variant }));
    write({ asOf: '2019-12-31' });
    const file = 'industry.old.spec.json';
    const found = 'no figure of any industry';
    await expect(fitIn(folder)).rejects.toMatchObject({
      problems: [{ file, path: 'indicators.output_growth', found }],
    });
    write({ targets: { top: 10, pinned: ['textiles_garments'] } });
    await expect(fitIn(folder)).rejects.toMatchObject({
      problems: [{ file, code: 'PINNED_NOT_TARGET' }],
    });
  });

  it('refuses a variant by a name that it would be passed over for', async () => {
    const folder = copyFoshan();
    const text = readFileSync(join(folder, 'models/industry.spec.json'), 'utf8');
    for (const variant of ['V2', '旧'])
      writeFileSync(join(folder, `models/industry.${variant}.spec.json`), text);
    await expect(fitIn(folder)).rejects.toMatchObject({
      problems: [{ found: 'industry.V2.spec.json' }, { found: 'industry.旧.spec.json' }],
    });
  });

  it('refuses columns beside long figures: nobody would read them', async () => {
    const folder = copyFoshan();
    edit(folder, 'industries.csv', () => 'industry_id,year,indicator,value,jobs\none,2023,rd,5,7\n');
    await expect(fitIn(folder)).rejects.toMatchObject({
      problems: [{ code: 'UNKNOWN_COLUMN', found: 'jobs' }],
    });
  });

  it('names the problems of every file at once', async () => {
    const folder = copyFoshan();
    edit(folder, 'industries.csv', (text) => text.replace(',2023,', ',202x,'));
    edit(folder, 'experts.csv', (text) => text.replace('授信管理部', '授信部'));
    edit(folder, 'judgements.csv', (text) => text.replace(/,(\d),(?=\r?\n)/, ',12,'));
    const error = await fitIn(folder).catch((caught: unknown) => caught);
    const files = (error as { problems: readonly { file: string }[] }).problems.map(({ file }) => file);
    expect(new Set(files)).toEqual(new Set(['industries.csv', 'experts.csv', 'judgements.csv']));
  });

  it('maps sections, and lets the longest prefix win', () => {
    const owner = new Map(document.prefixes.map(({ prefix, industry }) => [prefix, industry]));
    expect(owner.get('61')).toBe('accommodation_catering');
    expect(owner.get('292')).toBe('new_materials');
    expect(owner.get('2926')).toBe('printing_packaging');
    expect(new Set(document.prefixes.map(({ prefix }) => prefix)).size).toBe(document.prefixes.length);
  });
});
