import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { explainCompany, openStudy, runStudy, verifyStudy } from '../../src/index.js';
import { copyFoshan, edit } from '../fixtures/foshan-study.js';

const HEAD = 'company_id,from_tier,to_tier,reason,author,approver,expires_on';
const withInputs = (more: object) => (text: string) => {
  const study = JSON.parse(text);
  return JSON.stringify({ ...study, inputs: { ...study.inputs, ...more } });
};
const rowsOf = (folder: string) =>
  readFileSync(join(folder, 'ratings.csv'), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','));

describe('a run with overrides and the run before', () => {
  it('applies what is valid, counts the rest, and says where each tier comes from', async () => {
    const folder = copyFoshan(400);
    const first = await runStudy(await openStudy(folder));
    const rated = rowsOf(first.folder);
    const [low, other] = rated.filter((row) => Number(row[5]!.slice(1)) >= 11);
    const third = rated.find((row) => row !== low && row !== other && row[5] !== 'R15');
    const tier = Number(low![5]!.slice(1));
    const lines = [
      `${low![0]},R${tier},R${tier - 1},new order book seen,Chen,Liang,2024-12-31`,
      `${other![0]},R1,R2,speaks of another tier,Chen,,2024-12-31`,
      `${third![0]},${third![5]},R15,too late,Chen,,2024-06-29`,
    ];
    writeFileSync(join(folder, 'overrides.csv'), `${[HEAD, ...lines].join('\n')}\n`);
    edit(
      folder,
      'dipper.json',
      withInputs({ overrides: 'overrides.csv', previousRatings: join(first.folder, 'ratings.csv') }),
    );
    const study = await openStudy(folder);
    const second = await runStudy(study);
    const settledOf = async (id: string) => (await explainCompany(study, id)).settled;
    const previous = { tierModel: tier, tier };
    const said = { companyId: low![0], reason: 'new order book seen', author: 'Chen', approver: 'Liang' };
    const override = { ...said, fromTier: tier, toTier: tier - 1, expiresOn: '2024-12-31' };
    expect(await settledOf(low![0]!)).toEqual({ tier: tier - 1, source: 'override', previous, override });
    const { change } = await explainCompany(study, low![0]!, { since: second.manifest.run });
    expect(change!.otherCard).toBe(false);
    expect(change!.tierBefore).toBe(tier - 1);
    const unchanged = Number(other![5]!.slice(1));
    expect(await settledOf(other![0]!)).toMatchObject({
      tier: unchanged,
      source: 'model',
      override: { fromTier: 1, toTier: 2 },
    });
    expect((await settledOf(third![0]!))!.override).toBeUndefined();
    expect(second.summary!.overrides).toMatchObject({ applied: 1, expired: 1, stale: 1, status: 'ok' });
    const changed = rowsOf(second.folder).filter((row) => row[7] !== 'model');
    expect(changed.map((row) => [row[0], row[5], row[6], row[7]])).toEqual([
      [low![0], `R${tier}`, `R${tier - 1}`, 'override'],
    ]);
    expect(Object.keys(second.manifest.inputs)).toEqual([
      'companies',
      'assignments',
      'previousRatings',
      'overrides',
    ]);
  });

  it('reads ratings of the run before: firms without any tier are not told of, other gaps are refused', async () => {
    const folder = copyFoshan(60);
    const first = await runStudy(await openStudy(folder));
    edit(folder, 'dipper.json', withInputs({ previousRatings: 'before.csv' }));
    const [id] = rowsOf(first.folder)[0]!;
    const ratings = readFileSync(join(first.folder, 'ratings.csv'), 'utf8');
    const tellBefore = (tiers: string) =>
      writeFileSync(
        join(folder, 'before.csv'),
        ratings.replace(/^(.*?,.*?,.*?,.*?,.*?),R\d+,R\d+,/m, (_all, head) => `${head},${tiers},`),
      );
    const study = await openStudy(folder);
    tellBefore(',');
    expect(await verifyStudy(study)).toMatchObject({ differing: 0 });
    expect((await explainCompany(study, id!)).settled?.previous).toBeUndefined();
    for (const tiers of ['R3,', ',R3', 'R0,R0', 'R16,R15']) {
      tellBefore(tiers);
      const found = '1 companies without a tier R1 to R15';
      await expect(runStudy(study)).rejects.toMatchObject({ problems: [{ code: 'BAD_RATINGS', found }] });
    }
    writeFileSync(join(folder, 'before.csv'), 'company_id,tier\nA,R3\n');
    const problem = { code: 'BAD_RATINGS', found: 'no column tier_model' };
    await expect(runStudy(study)).rejects.toMatchObject({ problems: [problem] });
  });

  it('tells how many firms of the run before are rated now, and held', async () => {
    const folder = copyFoshan(60);
    const first = await runStudy(await openStudy(folder));
    expect(first.summary).not.toHaveProperty('previous');
    const moved = (tier: string) => `R${Math.max(1, Number(tier.slice(1)) - 1)}`;
    const before = [
      ...rowsOf(first.folder).map((row) => [row[0], moved(row[5]!), moved(row[5]!)].join(',')),
      'STRANGER,R3,R3',
    ];
    const tell = (rows: readonly string[]) =>
      writeFileSync(join(folder, 'before.csv'), `${['company_id,tier_model,tier', ...rows].join('\n')}\n`);
    edit(folder, 'dipper.json', withInputs({ previousRatings: 'before.csv' }));
    tell(before);
    const second = await runStudy(await openStudy(folder));
    const held = rowsOf(second.folder).filter((row) => row[7] === 'held').length;
    expect(held).toBeGreaterThan(0);
    expect(second.summary!.previous).toEqual({ firms: before.length, rated: before.length - 1, held });
    tell(['STRANGER,R3,R3']);
    const third = await runStudy(await openStudy(folder));
    expect(third.summary!.previous).toEqual({ firms: 1, rated: 0, held: 0 });
  });

  it('tells when the run before was rated by another card', async () => {
    const folder = copyFoshan(60);
    const first = await runStudy(await openStudy(folder));
    edit(folder, 'dipper.json', withInputs({ previousRatings: join(first.folder, 'ratings.csv') }));
    const same = await runStudy(await openStudy(folder));
    expect(same.summary!.previous).toEqual({
      firms: first.manifest.counts.rated,
      rated: expect.any(Number),
      held: 0,
      run: first.manifest.run,
      asOf: '2024-06-30',
      notEarlier: true,
    });
    edit(folder, 'models/enterprise.json', (text) => text.replace('"basePoints": ', '"basePoints": 1'));
    const other = await runStudy(await openStudy(folder));
    expect(other.summary!.previous).toMatchObject({ otherCard: true });
  });

  it('refuses overrides that break the rules, each with its line', async () => {
    const folder = copyFoshan(50);
    const lines = [
      'A,R9,R7,two up,Chen,Liang,2024-12-31',
      'B,R10,R9,into the mid tier alone,Chen,,2024-12-31',
      'C,R6,R5,own approval,Chen,Chen,2024-12-31',
      'D,R8,R8,nothing,Chen,,2024-12-31',
      'D,R8,R9,again,Chen,,2024-12-31',
    ];
    writeFileSync(join(folder, 'overrides.csv'), `${[HEAD, ...lines].join('\n')}\n`);
    edit(folder, 'dipper.json', withInputs({ overrides: 'overrides.csv' }));
    const { problems } = await runStudy(await openStudy(folder)).catch((error) => error);
    expect(problems.map(({ code, line }: { code: string; line: number }) => [code, line])).toEqual([
      ['TOO_FAR_UP', 2],
      ['NO_APPROVER', 3],
      ['OWN_APPROVAL', 4],
      ['NO_CHANGE', 5],
      ['DUPLICATE', 6],
    ]);
  });
});

describe('explaining one firm', () => {
  it('adds up to the score, reaches the next tier by each single move, and attributes a change exactly', async () => {
    const folder = copyFoshan(200);
    const first = await runStudy(await openStudy(folder));
    const enterprise = JSON.parse(readFileSync(join(folder, 'models/enterprise.json'), 'utf8'));
    const ids = rowsOf(first.folder).map((row) => row[0]!);
    const raw = new Map(rowsOf(first.folder).map((row) => [row[0]!, Number(row[3])]));
    enterprise.basePoints += 7;
    for (const bin of enterprise.features[0].bins) bin.points -= 3;
    writeFileSync(join(folder, 'models/enterprise.json'), JSON.stringify(enterprise));
    const study = await openStudy(folder);
    for (const id of ids.slice(0, 8)) {
      const { rating, next, change } = await explainCompany(study, id, { since: first.manifest.run });
      expect(enterprise.basePoints + rating.features.reduce((sum, { points }) => sum + points, 0)).toBe(
        rating.rawScore,
      );
      expect(change).toMatchObject({
        before: raw.get(id),
        after: rating.rawScore,
        base: 7,
        otherCard: true,
      });
      const parts = change!.features.reduce((sum, each) => sum + each.change, change!.base);
      expect(parts).toBe(change!.after - change!.before);
      for (const move of next?.single ?? []) {
        expect(rating.rawScore + move.points).toBeGreaterThanOrEqual(rating.score + next!.points);
        expect(
          enterprise.features.find((each: { feature: { id: string } }) => each.feature.id === move.feature)
            .feature.actionable,
        ).toBe(true);
      }
    }
    await expect(explainCompany(study, 'nobody')).rejects.toMatchObject({ code: 'UNKNOWN_COMPANY' });
    await expect(explainCompany(study, ids[0]!, { since: 'no-run' })).rejects.toMatchObject({
      code: 'UNKNOWN_RUN',
      problems: [{ path: '--since', found: 'no-run', hint: expect.stringMatching(/^there is /) }],
    });
  });
});
