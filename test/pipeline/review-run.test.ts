import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { beforeAll, describe, expect, it } from 'vitest';
import { openStudy, reviewRun, runStudy, type Study, sampleVisits } from '../../src/index.js';
import { copyFoshan } from '../fixtures/foshan-study.js';

let study: Study;
let run: string;
let rated: { readonly company_id: string; readonly tier: string }[];

const reviews = (rows: readonly string[]): string => {
  const path = join(study.folder, 'reviews.csv');
  writeFileSync(path, `company_id,reviewer,department,post,tier,comment,date\n${rows.join('\n')}\n`);
  return path;
};

beforeAll(async () => {
  study = await openStudy(copyFoshan());
  const made = await runStudy(study);
  run = made.manifest.run;
  const text = readFileSync(join(made.folder, 'ratings.csv'), 'utf8').replace('\ufeff', '');
  rated = Papa.parse<(typeof rated)[number]>(text, { header: true, skipEmptyLines: true }).data;
});

describe('reviewRun', () => {
  it('holds each department against the tiers of ratings.csv', async () => {
    const rows = rated
      .slice(0, 40)
      .flatMap(({ company_id: id, tier }, i) => [
        `${id},张三,信贷审批部,科长,${tier},,2024-07-01`,
        `${id},李四,普惠金融部,经理,R${Math.min(15, Number(tier.slice(1)) + 1 + (i % 2))},,`,
      ]);
    const path = reviews([...rows, 'NOT-RATED,张三,信贷审批部,科长,R5,,']);
    const found = await reviewRun(study, { run, reviews: path });
    expect(found.unrated).toEqual(['NOT-RATED']);
    expect(found.departments.map(({ department, n, firms }) => [department, n, firms])).toEqual([
      ['信贷审批部', 40, 40],
      ['普惠金融部', 40, 40],
    ]);
    const [approval, inclusive] = found.departments;
    expect(approval!.kappa!.kappa).toBeCloseTo(1, 12);
    expect(approval!.difference.mean).toBe(0);
    expect(inclusive!.difference.low).toBeGreaterThan(0);
    expect(inclusive!.kappa!.kappa).toBeLessThan(1);
    expect(found.all.n).toBe(80);
  });

  it('lists every problem, and refuses a file about other firms', async () => {
    const id = rated[0]!.company_id;
    const twice = reviews([`${id},张三,A,,R5,,`, `${id},张三,A,,R6,,`]);
    await expect(reviewRun(study, { run, reviews: twice })).rejects.toMatchObject({
      problems: [{ code: 'DUPLICATE', file: 'reviews.csv', line: 3 }],
    });
    const wrong = reviews([`${id},张三,A,,R16,,`, `${id},,A,,R6,,`]);
    await expect(reviewRun(study, { run, reviews: wrong })).rejects.toMatchObject({
      problems: [
        { column: 'tier', line: 2 },
        { column: 'reviewer', line: 3 },
      ],
    });
    const others = reviews(["O'NEIL,张三,A,,R5,,"]);
    await expect(reviewRun(study, { run, reviews: others })).rejects.toMatchObject({ code: 'NOBODY_RATED' });
  });
});

describe('sampleVisits', () => {
  it('draws firms of every tier of the run, and weighs back to all of them', async () => {
    const { table } = await sampleVisits(study, { run, n: 100 });
    const tierOf = new Map(rated.map(({ company_id: id, tier }) => [id, tier]));
    expect(table.rows).toHaveLength(100);
    for (const [id, tier, firms] of table.rows) {
      expect(tierOf.get(id as string)).toBe(tier);
      expect(firms).toBe(rated.filter((each) => each.tier === tier).length);
    }
    const weight = table.rows.reduce((sum, [, , firms, drawn]) => sum + Number(firms) / Number(drawn), 0);
    expect(weight).toBeCloseTo(rated.length, 9);
    await expect(sampleVisits(study, { run, n: 3 })).rejects.toMatchObject({ code: 'SAMPLE_TOO_SMALL' });
  });
});
