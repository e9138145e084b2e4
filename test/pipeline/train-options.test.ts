import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { random } from '../../src/core/random.js';
import { outcomeLabels } from '../../src/enterprise/outcome-labels.js';
import { openStudy, trainStudy } from '../../src/index.js';
import { edit } from '../fixtures/foshan-study.js';
import { category, number, writeTrainingStudy } from '../fixtures/training-study.js';

const { normal, uniform } = random(21);
const firms = Array.from({ length: 1200 }, () => {
  const [a, b] = [normal(), normal()];
  const y = uniform() < 1 / (1 + Math.exp(1.2 + 0.9 * a + 0.5 * b)) ? 1 : 0;
  return { a: a.toFixed(3), b: b.toFixed(3), y };
});
const columns = ['a', 'b', 'w', 'o'].map((name) => ({ name, type: 'number', required: false }));
const features = [number('a'), number('b')];
const binning = { minGoods: 5, minBads: 5, maxBins: 5 };

async function trainOn(
  spec: object,
  rows: readonly object[] = firms,
  options: object = {},
  isLabelled = true,
) {
  const folder = writeTrainingStudy({ rows, columns, spec: { features, binning, ...spec }, isLabelled });
  const { outcomes } = options as { outcomes?: string };
  if (outcomes !== undefined) writeFileSync(join(folder, 'outcomes.csv'), outcomes);
  const study = await openStudy(folder);
  const flags = outcomes === undefined ? {} : { outcomes: join(folder, 'outcomes.csv') };
  return (await trainStudy(study, flags)).document;
}

const coefficients = ({ features: all }: { features: { coefficient: number }[] }) =>
  all.map((each) => each.coefficient);

describe('sample weights and offsets', () => {
  it('a firm of weight 2 counts like two firms', async () => {
    const isDouble = (i: number) => i % 3 === 0;
    const weighted = await trainOn(
      { label: labelWith({ weight: 'w' }) },
      firms.map((row, i) => ({ ...row, w: isDouble(i) ? 2 : 1 })),
    );
    const repeated = await trainOn(
      { label: labelWith({}), binning: { ...binning, minGoods: 0 } },
      firms.flatMap((row, i) => (isDouble(i) ? [row, row] : [row])),
    );
    const [one, two] = [weighted.training.fit!, repeated.training.fit!];
    // Quantile cuts are of rows, so the bins may differ; the weighted log-likelihood of the null model may not.
    expect(one.nullLogLikelihood).toBeCloseTo(two.nullLogLikelihood, 8);
  });

  it('weights below 0, or none above, are refused', async () => {
    const label = labelWith({ weight: 'w' });
    const weighing = (weightOf: (i: number) => number) =>
      trainOn(
        { label },
        firms.map((row, i) => ({ ...row, w: weightOf(i) })),
      );
    const problem = (found: string) => ({ code: 'RANGE', problems: [{ column: 'w', found }] });
    await expect(weighing((i) => (i < 2 ? -1 : 1))).rejects.toMatchObject(
      problem('2 labelled firms with a weight below 0'),
    );
    await expect(weighing((i) => (i < 3 ? 1e-8 : 1))).rejects.toMatchObject(
      problem('3 labelled firms with a weight below 5e-7'),
    );
    await expect(weighing((i) => (i < 4 ? 1e300 : 1))).rejects.toMatchObject(
      problem('4 labelled firms with a weight above 1000000000'),
    );
    await expect(weighing(() => 0)).rejects.toMatchObject(problem('0 everywhere'));
  });

  it('a firm of weight 0 is left out, and counted', async () => {
    const isOut = (i: number) => i % 5 === 0;
    const weighted = await trainOn(
      { label: labelWith({ weight: 'w' }) },
      firms.map((row, i) => ({ ...row, w: isOut(i) ? 0 : 1 })),
    );
    const without = await trainOn(
      { label: labelWith({ exclude: { column: 'w', op: '=', value: 0 } }) },
      firms.map((row, i) => ({ ...row, w: isOut(i) ? 0 : 1 })),
    );
    expect(weighted.training.excluded).toEqual({ 'weight 0': firms.filter((_row, i) => isOut(i)).length });
    expect(without.training.excluded).toEqual({ excluded: weighted.training.excluded['weight 0'] });
    const measured = ({ training, features: card, tiers }: typeof weighted) => [
      training.evaluations,
      training.fit,
      card,
      tiers,
    ];
    expect(measured(weighted)).toEqual(measured(without));
  });

  it('offsets that are no log odds are refused', async () => {
    const rows = firms.map((row, i) => ({ ...row, o: i < 2 ? -999 : 20 }));
    await expect(trainOn({ fit: { offset: 'o' } }, rows)).rejects.toMatchObject({
      code: 'RANGE',
      problems: [{ column: 'o', found: '2 labelled firms with an offset beyond 20' }],
    });
  });

  it('a constant offset moves the intercept and nothing else', async () => {
    const plain = await trainOn({});
    const moved = await trainOn(
      { fit: { offset: 'o' } },
      firms.map((row) => ({ ...row, o: 0.7 })),
    );
    expect(moved.training.fit!.intercept).toBeCloseTo(plain.training.fit!.intercept - 0.7, 9);
    coefficients(moved).forEach((value, j) => {
      expect(value).toBeCloseTo(coefficients(plain)[j]!, 9);
    });
  });
});

const labelWith = (more: object) => ({
  bad: { column: 'y', op: '=', value: 1 },
  good: { column: 'y', op: '=', value: 0 },
  sources: [{ id: 'all', when: { column: 'y', op: 'missing', value: false } }],
  ...more,
});

describe('a split that a column gives', () => {
  it('tests on the rows with the text that the spec names, and leaves out those without any', async () => {
    const side = (i: number) => (i % 4 === 0 ? 'late' : i % 4 === 1 ? '' : 'early');
    const rows = firms.map((row, i) => ({ ...row, side: side(i) }));
    const folder = writeTrainingStudy({
      rows,
      columns: [...columns, { name: 'side', type: 'category' }],
      spec: { features, binning, splits: [{ id: 'given', by: 'given', column: 'side', test: 'late' }] },
    });
    const { training } = (await trainStudy(await openStudy(folder))).document;
    const [{ train, test }] = training.evaluations as [(typeof training.evaluations)[number]];
    expect([train.n, test!.n]).toEqual([600, 300]);
  });
});

describe('a split by hash', () => {
  it('that only tests leaves nothing to train on, and is named for it', async () => {
    const rows = firms.map((row) => ({ ...row, side: 'late' }));
    const folder = writeTrainingStudy({
      rows,
      columns: [...columns, { name: 'side', type: 'category' }],
      spec: { features, binning, splits: [{ id: 'given', by: 'given', column: 'side', test: 'late' }] },
    });
    await expect(trainStudy(await openStudy(folder))).rejects.toMatchObject({
      problems: [
        { found: '0 good and 0 bad firms', hint: expect.stringContaining('that the split only tests') },
      ],
    });
  });

  it('says its share in percent, without what doubles add', async () => {
    const rows = Array.from({ length: 200 }, (_, i) => ({
      k: i % 3 === 0 ? 'A' : 'B',
      y: Number(i % 3 === 0 ? i % 2 === 0 : i % 5 === 0),
    }));
    const study = await openStudy(
      writeTrainingStudy({
        rows,
        columns: [{ name: 'k', type: 'category' }],
        spec: {
          features: [category('k')],
          splits: [{ id: 'odd', by: 'hash', testShare: 0.29 }],
          binning: { minGoods: 1, minBads: 1 },
        },
      }),
    );
    const { evaluations } = (await trainStudy(study)).document.training;
    expect(evaluations[0]!.by).toBe('hash of the id, 29 % test');
  });
});

describe('a split by date', () => {
  it('trains before its day, tests from there up to the end, and leaves out what is later or has no day', async () => {
    const days = ['2023-12-31', '2024-01-01', '2024-02-29', '2024-03-01', ''];
    const rows = firms.map((row, i) => ({ ...row, seen_on: days[i % 5] }));
    const split = { id: 'time', by: 'date', column: 'seen_on', from: '2024-01-01', until: '2024-03-01' };
    const folder = writeTrainingStudy({
      rows,
      columns: [...columns, { name: 'seen_on', type: 'date' }],
      spec: { features, binning, splits: [split] },
    });
    const { training } = (await trainStudy(await openStudy(folder))).document;
    const [{ train, test }] = training.evaluations as [(typeof training.evaluations)[number]];
    expect([train.n, test!.n]).toEqual([240, 480]);
  });
});

describe('the experts’ dial', () => {
  const dimensions = ['x', 'z'].map((id) => ({ id, name: { en: id, zh: id } }));
  const own = [
    { ...features[0]!, dimension: 'x' },
    { ...features[1]!, dimension: 'z' },
  ];
  const asked = (influence: number | 'auto') => ({
    dimensions,
    features: own,
    experts: { source: 'tests', dimensions: { x: 1, z: 3 }, influence },
  });

  it('goes from the data alone to the experts’ proportions', async () => {
    const free = await trainOn({ dimensions, features: own });
    const none = await trainOn(asked(0));
    coefficients(none).forEach((value, j) => {
      expect(value).toBeCloseTo(coefficients(free)[j]!, 9);
    });
    expect(none.training.experts!.alone).toBeUndefined();
    const told = await trainOn(asked(0.999999));
    const { weights, scale, alone } = told.training.experts!;
    free.features.forEach(({ feature, coefficient, standardError, p }, j) => {
      expect(alone![j]!.feature).toBe(feature.id);
      expect(alone![j]!.coefficient).toBeCloseTo(coefficient, 9);
      expect(alone![j]!.standardError).toBeCloseTo(standardError!, 9);
      expect(alone![j]!.p).toBeCloseTo(p!, 9);
      expect(Math.abs(told.features[j]!.coefficient - coefficient)).toBeGreaterThan(0.01);
    });
    expect(weights.map(({ weight }) => weight)).toEqual([0.25, 0.75]);
    // Standardised coefficients: b_j × sd_j, with sd_j from the bins.
    const gamma = told.features.map(({ coefficient, bins }) => {
      const n = bins.map((bin) => bin.goods + bin.bads);
      const all = n.reduce((sum, each) => sum + each, 0);
      const mean = bins.reduce((sum, bin, i) => sum + (n[i]! * bin.woe) / all, 0);
      return (
        coefficient * Math.sqrt(bins.reduce((sum, bin, i) => sum + (n[i]! * (bin.woe - mean) ** 2) / all, 0))
      );
    });
    expect(gamma[1]! / gamma[0]!).toBeCloseTo(3, 3);
    expect(gamma[0]! / 0.25).toBeCloseTo(scale, 3);
  });

  it('shows its cost and takes the largest influence within one standard error of the best', async () => {
    const { experts, challenge } = (await trainOn({ ...asked('auto'), challengers: ['linear', 'tree'] }))
      .training;
    const { curve, influence } = experts!;
    const best = Math.min(...curve.map(({ logLoss }) => logLoss));
    const within = curve.filter(({ logLoss, lossError }) => logLoss - best <= lossError);
    expect(influence).toBe(Math.max(...within.map((point) => point.influence)));
    expect(curve.filter(({ chosen }) => chosen).map((point) => point.influence)).toEqual([influence]);
    expect(challenge!.models.map(({ model }) => model)).toEqual(['card', 'linear', 'tree']);
    expect(challenge!.models[0]!.auc).toBeCloseTo(curve.find(({ chosen }) => chosen)!.auc, 12);
    expect(challenge!.verdict).toMatch(/challenger/);
  });
});

it('challengers and an open dial need two firms of a kind, and say so', async () => {
  const rows = Array.from({ length: 60 }, (_, i) => ({ x: i % 4, y: i === 3 ? 1 : 0 }));
  const train = async (change: object) => {
    const spec = {
      features: [number('x')],
      binning: { minGoods: 0, minBads: 0 },
      fit: { method: 'firth' },
      ...change,
    };
    return trainStudy(
      await openStudy(writeTrainingStudy({ rows, columns: [{ name: 'x', type: 'number' }], spec })),
    );
  };
  expect((await train({})).document.training.challenge).toBeNull();
  await expect(train({ challengers: ['linear'] })).rejects.toMatchObject({
    code: 'TOO_FEW_FOR_FOLDS',
    problems: [{ path: 'challengers', found: '59 good and 1 bad firms to train on' }],
  });
});

describe('experience', () => {
  it('stops a feature that runs against it, unless that is explained in writing', async () => {
    const contrary = { features: [number('a', { better: 'lower' }), number('b', { better: 'higher' })] };
    const stopped = await trainOn(contrary);
    expect(stopped.training.evaluations[0]!.rejected).toEqual([
      expect.objectContaining({ feature: 'a', stage: 'direction' }),
    ]);
    const selection = { minIv: 0, maxIv: 99, waivers: { a: 'a is a pressure gauge: high is safe here' } };
    const explained = await trainOn({ ...contrary, selection });
    expect(explained.features.map(({ feature }) => feature.id)).toEqual(['a', 'b']);
    expect(explained.training.candidates[0]!.trend).toBe('descending');
  });
});

describe('judgements of the rating', () => {
  it('are named by their file where they speak of what the spec does not have', async () => {
    const rows = Array.from({ length: 60 }, (_, i) => ({ a: i, y: i % 2 }));
    const experts = { source: 'tests', dimensions: 'judgements', within: {} };
    const folder = writeTrainingStudy({
      rows,
      columns: [{ name: 'a', type: 'number' }],
      spec: { features: [number('a')], experts },
    });
    writeFileSync(join(folder, 'views.csv'), 'expert,node,left,right,value\nx,rating,all,other,2\n');
    edit(folder, 'dipper.json', (text) => {
      const study = JSON.parse(text);
      return JSON.stringify({ ...study, inputs: { ...study.inputs, ratingJudgements: 'views.csv' } });
    });
    await expect(trainStudy(await openStudy(folder))).rejects.toMatchObject({
      code: 'UNKNOWN_NAME',
      problems: [{ file: 'views.csv', found: 'other' }],
    });
  });
});

describe('a card without labels', () => {
  it('weighs quantile bins by the experts, has tiers by shares and no pd', async () => {
    const tiers = { method: 'shares', shares: Array.from({ length: 15 }, () => 1 / 15), minimumFirms: 1 };
    const experts = { source: 'tests', dimensions: { all: 1 }, within: { all: { a: 2, b: 1 } } };
    const directed = [number('a', { better: 'higher' }), number('b', { better: 'lower' }), number('w')];
    const document = await trainOn({ features: directed, experts, tiers }, firms, {}, false);
    expect(document.pdByScore).toBeNull();
    expect(document.tiers.every(({ pdPpm }) => pdPpm === null)).toBe(true);
    const [a, b] = document.features.map(({ bins }) =>
      bins.filter(({ kind }) => kind === 'range').map(({ points }) => points),
    );
    expect(a).toEqual([...a!].sort((x, y) => x - y));
    expect(b).toEqual([...b!].sort((x, y) => y - x));
    expect(a!.at(-1)! / b![0]!).toBeCloseTo(2, 1);
    expect(document.training.tierShares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    expect(document.training.experts!.influence).toBe(1);
  });
});

it('an approved rating that is trained again is kept', async () => {
  const folder = writeTrainingStudy({ rows: firms, columns, spec: { features, binning } });
  const study = await openStudy(folder);
  const first = await trainStudy(study);
  expect(first.kept).toBeUndefined();
  expect((await trainStudy(study)).kept).toBeUndefined();
  const approved = readFileSync(first.path, 'utf8').replace('"draft"', '"approved"');
  writeFileSync(first.path, approved);
  const { kept } = await trainStudy(study);
  expect(readFileSync(kept!, 'utf8')).toBe(approved);
  expect(JSON.parse(readFileSync(first.path, 'utf8')).status).toBe('draft');
});

describe('outcomes as labels', () => {
  const rules = { badOverdueDays: 90, maturityMonths: 12, weight: 2 };
  const row = (companyId: string, status: string, asOf: string, overdueDays = 0) => ({
    companyId,
    status,
    overdueDays,
    asOf,
  });

  it('are bad when overdue, good when not, and nothing before they are mature', () => {
    const found = outcomeLabels(
      [
        row('late', 'granted', '2023-06-01'),
        row('late', 'drawn', '2024-03-01', 90),
        row('almost', 'drawn', '2023-06-30', 89),
        row('mature', 'granted', '2023-06-30'),
        row('young', 'granted', '2023-07-01'),
        row('repaid', 'granted', '2023-05-01'),
        row('repaid', 'repaid', '2024-06-01'),
        row('refused', 'rejected', '2023-01-01'),
        row('second', 'rejected', '2022-01-01'),
        row('second', 'drawn', '2023-01-01'),
        row('asked', 'interested', '2024-06-30'),
      ],
      rules,
    );
    expect(Object.fromEntries(found.labels)).toEqual({
      late: 'bad',
      almost: 'good',
      mature: 'good',
      repaid: 'good',
      second: 'good',
    });
    expect(found).toMatchObject({ companies: 8, immature: 1, refused: 1, open: 1 });
  });

  it('stand above the table’s own labels, and the mix before and after is told', async () => {
    const bad = firms.findIndex(({ y }) => y === 1);
    const good = firms.findIndex(({ y }) => y === 0);
    const lines = [
      `F${bad},granted,,2023-06-30`,
      `F${bad},repaid,,2024-06-30`,
      `F${good},granted,,2023-06-30`,
      `F${good},drawn,120,2024-06-30`,
      'F99999,repaid,,2023-06-30',
      'F6,granted,,2024-02-01',
      'F6,drawn,90,2024-06-30',
      'F5,rejected,,2024-06-30',
    ];
    const outcomes = `company_id,status,overdue_days,as_of\n${lines.join('\n')}\n`;
    const { training } = await trainOn({ outcomes: rules }, firms, { outcomes });
    const bads = firms.filter(({ y }) => y === 1).length;
    expect(training.outcomes).toMatchObject({
      companies: 5,
      good: 1,
      bad: 1,
      immature: 1,
      immatureBad: 1,
      refused: 1,
      unknown: 1,
      changed: 2,
    });
    expect(training.outcomes!.before).toEqual({ goods: 1200 - bads, bads });
    expect(training.outcomes).not.toHaveProperty('badLater');
    expect(training.outcomes).not.toHaveProperty('unknownBad');
    const gone = outcomes.replace('F99999,repaid,,2023-06-30', 'F99999,drawn,90,2023-06-30');
    const lost = await trainOn({ outcomes: rules }, firms, { outcomes: gone });
    expect(lost.training.outcomes).toMatchObject({ unknown: 1, unknownBad: 1 });
    const windowed = await trainOn({ outcomes: { ...rules, windowMonths: 11 } }, firms, { outcomes });
    expect(windowed.training.outcomes).toMatchObject({ good: 2, bad: 0, badLater: 1 });
    expect(training.sources.at(-1)).toEqual({ id: 'outcomes', goods: 1, bads: 1, weight: 2 });
  });

  it('are the only labels of a spec without any', async () => {
    const lines = firms.map(({ y }, i) => `F${i},${y === 1 ? 'drawn,90' : 'repaid,'},2024-06-30`);
    const asOf = 'F9,contacted,,2025-06-30';
    const outcomes = `company_id,status,overdue_days,as_of\n${lines.slice(0, 1000).join('\n')}\n${asOf}\n`;
    const tiers = { method: 'shares', shares: Array.from({ length: 15 }, () => 1 / 15), minimumFirms: 1 };
    const experts = { source: 'tests', dimensions: { all: 1 }, within: { all: { a: 2, b: 1 } } };
    const directed = [number('a', { better: 'higher' }), number('b', { better: 'higher' })];
    const spec = { features: directed, experts, tiers, outcomes: rules };
    const document = await trainOn(spec, firms, { outcomes }, false);
    const bads = firms.slice(0, 1000).filter(({ y }) => y === 1).length;
    expect(document.training.sources).toEqual([{ id: 'outcomes', goods: 1000 - bads, bads, weight: 2 }]);
    expect(document.training.excluded).toEqual({ unlabelled: 200 });
    expect(document.training.outcomes).toMatchObject({ companies: 1000, unknown: 0 });
    expect(document.pdByScore).not.toBeNull();
  });
});

describe('label sources', () => {
  const sources = [
    { id: 'customers', when: { column: 'o', op: '=', value: 0 } },
    { id: 'awards', when: { column: 'o', op: '=', value: 1 } },
  ];
  const told = (strength: number) =>
    firms.map((row, i) => {
      const o = i % 3 === 0 ? 1 : 0;
      return { ...row, o, w: (o * strength + ((i * 29) % 17) / 17).toFixed(3) };
    });
  const spec = (w: object) => ({ label: labelWith({ sources }), features: [...features, number('w', w)] });
  const selection = { minIv: 0, maxIv: 99 };

  it('a feature that settles which list a firm comes from is a suspected leak', async () => {
    const { training } = await trainOn(
      { ...spec({}), selection, binning: { ...binning, trends: { w: 'none' } } },
      told(5),
    );
    expect(training.candidates.at(-1)!.sourceDetermination).toBe(1);
    expect(training.evaluations[0]!.rejected).toEqual([
      expect.objectContaining({
        feature: 'w',
        stage: 'leakage',
        reason: expect.stringContaining('which list'),
      }),
    ]);
    expect(training.sourceChecks.map(({ verdict }) => verdict)).toEqual(['comparable', 'comparable']);
  });

  it('lists that the card can tell apart are not comparable', async () => {
    const waivers = { w: 'kept to show what the check of the card says' };
    const { training } = await trainOn(
      {
        ...spec({}),
        selection: { ...selection, waivers },
        binning: { ...binning, trends: { w: 'none' } },
        fit: { nonNegative: false },
      },
      told(5),
    );
    expect(training.sourceChecks.map(({ source, verdict }) => [source, verdict])).toEqual([
      ['customers', 'not comparable'],
      ['awards', 'not comparable'],
    ]);
    expect(training.evaluations[0]!.sourcePairs).toHaveLength(4);
  });

  it('is not asked through the offset of odds of bad', async () => {
    const options = {
      ...spec({}),
      selection: { ...selection, minIv: 0, waivers: { w: 'kept to show what the check says' } },
      binning: { ...binning, trends: { w: 'none' } },
    };
    const rows = told(5).map((row, i) => ({ ...row, o: (i % 3) - 1 }));
    const plain = await trainOn({ ...options, fit: { nonNegative: false } }, rows);
    const moved = await trainOn({ ...options, fit: { nonNegative: false, offset: 'o' } }, rows);
    const names = (document: typeof plain) => document.features.map(({ feature }) => feature.id);
    expect(names(moved)).toEqual(names(plain));
    expect(moved.training.sourceChecks).toEqual(plain.training.sourceChecks);
  });
});

it('leave-one-out and every further split settle features as the shipped card did, before the dial is turned', async () => {
  // x2 goes with x1 and pulls the other way beside it: it leaves for its sign, however much experts think of it.
  const draw = random(77);
  const rows = Array.from({ length: 240 }, () => {
    const [x1, x3] = [draw.normal(), draw.normal()];
    const x2 = 0.8 * x1 + 0.6 * draw.normal();
    const y = draw.uniform() < 1 / (1 + Math.exp(1 + 1.6 * x1 - 1.1 * x2 + 0.7 * x3)) ? 1 : 0;
    return { x1: x1.toFixed(2), x2: x2.toFixed(2), x3: x3.toFixed(2), y };
  });
  const names = ['x1', 'x2', 'x3'];
  const folder = writeTrainingStudy({
    rows,
    columns: names.map((name) => ({ name, type: 'number' })),
    spec: {
      features: names.map((name) => number(name)),
      binning: { minGoods: 5, minBads: 5, maxBins: 4 },
      experts: { source: 'tests', dimensions: { all: 1 }, within: { all: { x1: 0.3, x2: 0.4, x3: 0.3 } } },
      splits: [
        { id: 'all', by: 'hash', testShare: 0 },
        { id: 'most', by: 'hash', testShare: 0.02 },
      ],
      leaveOneOut: true,
    },
  });
  const { document } = await trainStudy(await openStudy(folder));
  const shipped = document.features.map(({ feature }) => feature.id);
  expect(shipped).toEqual(['x1', 'x3']);
  expect(document.training.experts!.influence).toBeGreaterThan(0);
  expect(document.training.evaluations.map(({ features: own }) => own)).toEqual([shipped, shipped]);
  expect(document.training.leaveOneOut!.features).toEqual(
    shipped.map((feature) => ({ feature, times: 240 })),
  );
});

describe('leave-one-out', () => {
  const kinds = [
    ['A', 0, 12],
    ['A', 1, 8],
    ['B', 0, 16],
    ['B', 1, 4],
  ] as const;
  const rows = kinds.flatMap(([k, y, n]) => Array.from({ length: n }, () => ({ k, y })));
  const spec = { features: [category('k')], binning: { minGoods: 1, minBads: 1 }, leaveOneOut: true };
  const kindColumns = [{ name: 'k', type: 'category' }];

  it('rates each firm by the rates of the others of its kind', async () => {
    const study = await openStudy(writeTrainingStudy({ rows, columns: kindColumns, spec }));
    const shares: number[] = [];
    const onProgress = ({ step, share }: { readonly step: string; readonly share?: number }) => {
      if (share !== undefined) shares.push(share);
      else expect(step).not.toContain('one firm at a time');
    };
    const { leaveOneOut } = (await trainStudy(study, { onProgress })).document.training;
    expect(shares).toEqual(Array.from({ length: 40 }, (_, firm) => firm / 40));
    // Two kinds, one feature: each card gives a kind its own bad rate, of 19 firms without the one left out.
    const told = [8, 7, 4, 3].map((bads) => bads / 19);
    const each = kinds.flatMap(([, y, n], i) => Array.from({ length: n }, () => ({ p: told[i]!, y })));
    const mean = (value: (firm: { p: number; y: number }) => number) =>
      each.reduce((sum, firm) => sum + value(firm), 0) / 40;
    expect(leaveOneOut).toMatchObject({ n: 40, bads: 12, features: [{ feature: 'k', times: 40 }] });
    expect(leaveOneOut!.brier).toBeCloseTo(
      mean(({ p, y }) => (p - y) ** 2),
      9,
    );
    expect(leaveOneOut!.logLoss).toBeCloseTo(
      mean(({ p, y }) => -Math.log(y === 1 ? p : 1 - p)),
      9,
    );
    // bads at 7/19 beat only goods at 4/19; bads at 3/19 beat none
    expect(leaveOneOut!.auc).toBeCloseTo((8 * 16) / (12 * 28), 12);
  });

  it('is for small samples', async () => {
    const many = Array.from({ length: 51 }, () => rows).flat();
    const study = await openStudy(writeTrainingStudy({ rows: many, columns: kindColumns, spec }));
    await expect(trainStudy(study)).rejects.toMatchObject({ code: 'TOO_MANY_ROWS' });
  });
});
