import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { beforeAll, describe, expect, it } from 'vitest';
import { pathOf } from '../../src/document/mapping.js';
import { openStudy, runStudy, type Study, sampleVisits, visitFirms, writeCsv } from '../../src/index.js';
import { dipperHere } from '../fixtures/cli.js';
import { copyFoshan, edit } from '../fixtures/foshan-study.js';

type Row = Readonly<Record<string, string>>;
const parse = (path: string) =>
  Papa.parse<Row>(readFileSync(path, 'utf8').replace('\ufeff', ''), { header: true, skipEmptyLines: true })
    .data;

let study: Study;
let sample: string;
let drawn: Row[];
let companies: Map<string, Row>;

const visits = (rows: readonly (readonly [id: string, field: string, seen: string])[]): string => {
  const path = join(study.folder, 'visits.csv');
  writeFileSync(path, `company_id,field,seen_value\n${rows.map((row) => row.join(',')).join('\n')}\n`);
  return path;
};

beforeAll(async () => {
  study = await openStudy(copyFoshan(1000));
  const { manifest } = await runStudy(study);
  sample = join(study.folder, 'sample.csv');
  await writeCsv(sample, (await sampleVisits(study, { run: manifest.run, n: 120 })).table);
  drawn = parse(sample);
  companies = new Map(parse(pathOf(study.inputs.companies!)).map((row) => [row.company_id!, row]));
});

describe('visitFirms', () => {
  it('finds a file that is right all right, and no tier moved', async () => {
    const seen = drawn.map(({ company_id: id }) => [id!, 'staff', companies.get(id!)!.staff!] as const);
    const found = await visitFirms(study, { sample, visits: visits(seen) });
    expect(found).toMatchObject({ drawn: 120, visited: 120, gone: [], unrated: [], moved: { mean: 0 } });
    expect(found.fields).toMatchObject([{ field: 'staff', notInFile: 0, same: { mean: 1 } }]);
    expect(found.fields[0]!.relativeError!.mean).toBe(0);
    expect(found.fields[0]!.seen).toBe(seen.filter(([, , value]) => value !== '').length);
  });

  it('says when the sample is of another day than the company table', async () => {
    const seen = visits(drawn.map(({ company_id: id }) => [id!, 'staff', '30'] as const));
    expect((await visitFirms(study, { sample, visits: seen })).sampledOn).toBeNull();
    const folder = copyFoshan(1000);
    edit(folder, 'dipper.json', (text) => text.replace('2024-06-30', '2024-12-31'));
    const later = await openStudy(folder);
    expect((await visitFirms(later, { sample, visits: seen })).sampledOn).toBe('2024-06-30');
    const { stdout } = await dipperHere('visits', seen, '--sample', sample, '--study', folder);
    expect(stdout).toContain('the sample is of a run of 2024-06-30, the company table of 2024-12-31');
    const bare = join(folder, 'bare.csv');
    const head = readFileSync(sample, 'utf8').split(/\r?\n/);
    writeFileSync(bare, head.map((line) => line.replace(/,[^,]*$/, '')).join('\n'));
    expect((await visitFirms(later, { sample: bare, visits: seen })).sampledOn).toBeNull();
  });

  it('has no relative error of what is yes or no', async () => {
    const seen = drawn.map(({ company_id: id }) => [id!, 'is_dishonest', '1'] as const);
    const found = await visitFirms(study, { sample, visits: visits(seen) });
    expect(found.fields).toMatchObject([{ field: 'is_dishonest', relativeError: null }]);
    expect(found.fields[0]!.same.mean).toBeLessThan(0.5);
  });

  it('takes no day beyond the study’s for one that a firm was founded on', async () => {
    const late = visits([[drawn[0]!.company_id!, 'established_on', '2024-12-31']]);
    await expect(visitFirms(study, { sample, visits: late })).rejects.toMatchObject({
      code: 'ROW_PROBLEM',
      problems: [{ code: 'RANGE', found: '2024-12-31' }],
    });
  });

  it('weighs what differs back to all firms, and rates again with it', async () => {
    const changed = drawn.filter((_row, i) => i % 3 === 0);
    const ids = new Set(changed.map(({ company_id: id }) => id));
    const seen = drawn.map(
      ({ company_id: id }) =>
        [id!, 'tax_rating', ids.has(id) ? 'D' : companies.get(id!)!.tax_rating!] as const,
    );
    const found = await visitFirms(study, { sample, visits: visits(seen) });
    const told = drawn.filter(({ company_id: id }) => seen.find(([own]) => own === id)![2] !== '');
    const tierFirms = (tier: string) => Number(drawn.find((row) => row.tier === tier)!.tier_firms);
    const tiers = [...new Set(told.map(({ tier }) => tier!))];
    const rightShare = (tier: string) => {
      const own = told.filter((row) => row.tier === tier);
      const right = own.filter(
        ({ company_id: id }) => !ids.has(id) || companies.get(id!)!.tax_rating === 'D',
      );
      return right.length / own.length;
    };
    const total = tiers.reduce((sum, tier) => sum + tierFirms(tier), 0);
    const share = tiers.reduce((sum, tier) => sum + tierFirms(tier) * rightShare(tier), 0) / total;
    expect(found.fields[0]!.same.mean).toBeCloseTo(share, 12);
    expect(found.moved.mean).toBeGreaterThan(0);
    expect(found.tiersMoved.low).toBeGreaterThan(0);
    expect(found.tiers.flat().reduce((sum, n) => sum + n, 0)).toBe(120);
  });

  it('firms of which nothing was seen say nothing, and moves stand for rated firms', async () => {
    const half = drawn.filter((_row, i) => i % 2 === 0);
    const seen = half.map(({ company_id: id }) => [id!, 'tax_rating', 'D'] as const);
    const blank = drawn
      .filter((_row, i) => i % 2 === 1)
      .map(({ company_id: id }) => [id!, 'tax_rating', ''] as const);
    const found = await visitFirms(study, { sample, visits: visits(seen) });
    const {
      visited,
      seen: told,
      ...rest
    } = await visitFirms(study, { sample, visits: visits([...seen, ...blank]) });
    expect([visited, told]).toEqual([120, half.length]);
    const { visited: _visited, seen: _seen, ...same } = found;
    expect(rest).toEqual(same);
    const firms = new Map(half.map(({ tier, tier_firms: all }) => [tier, Number(all)]));
    const total = [...firms.values()].reduce((sum, all) => sum + all, 0);
    expect(found.ratedTiers.flat().reduce((sum, n) => sum + n, 0)).toBeCloseTo(total, 6);
    const moved = found.ratedTiers.flatMap((row, i) => row.filter((_n, j) => i !== j));
    expect(moved.reduce((sum, n) => sum + n, 0) / total).toBeCloseTo(found.moved.mean, 12);
    await expect(visitFirms(study, { sample, visits: visits(blank) })).rejects.toMatchObject({
      code: 'NOBODY_RATED',
      problems: [{ found: '0 firms with a seen value' }],
    });
  });

  it('refuses a sample of more firms than a tier has', async () => {
    const path = join(study.folder, 'odd.csv');
    writeFileSync(path, 'company_id,tier,tier_firms,tier_drawn\na,R6,5,9\n');
    await expect(visitFirms(study, { sample: path, visits: visits([]) })).rejects.toMatchObject({
      problems: [{ code: 'RANGE', line: 2, column: 'tier_drawn', found: '9' }],
    });
  });

  it('refuses a sample that tells firms of one tier of different sizes of it: means are weighed by them', async () => {
    const path = join(study.folder, 'mixed.csv');
    const lines = ['a,R6,5,3', 'b,R6,5,3', 'c,R7,9,2', 'd,R6,50,3'];
    writeFileSync(path, `company_id,tier,tier_firms,tier_drawn\n${lines.join('\n')}\n`);
    await expect(visitFirms(study, { sample: path, visits: visits([]) })).rejects.toMatchObject({
      problems: [
        { code: 'RANGE', line: 5, column: 'tier_firms', found: '50', expected: '5, as line 2 says of R6' },
      ],
    });
  });

  it('lists every problem', async () => {
    const [first] = drawn;
    const id = first!.company_id!;
    const path = visits([
      ['STRANGER', 'staff', '3'],
      [id, 'address', '桂城'],
      [id, 'staff', 'three'],
      [id, 'staff', '4'],
    ]);
    await expect(visitFirms(study, { sample, visits: path })).rejects.toMatchObject({
      problems: [
        { code: 'NOT_IN_SAMPLE', line: 2 },
        { code: 'UNKNOWN_FIELD', line: 3 },
        { code: 'TYPE', line: 4, column: 'seen_value', found: 'three' },
        { code: 'DUPLICATE', line: 5 },
      ],
    });
  });
});
