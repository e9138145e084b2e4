import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type EnterpriseDocument, rateCompany } from '../../src/index.js';
import { dipperHere } from '../fixtures/cli.js';
import { numberOf, tableOf } from '../fixtures/page.js';
import { caseCsv, caseJson, hasCases } from '../fixtures/shared-cases.js';
import { category, number, writeTrainingStudy } from '../fixtures/training-study.js';

/** `dipper train --json`. */
async function train(folder: string, ...flags: readonly string[]) {
  const { status, stdout, stderr } = await dipperHere('train', '--study', folder, '--json', ...flags);
  const told = JSON.parse(stdout) as {
    document: EnterpriseDocument;
    error?: { code: string; problems: { found?: string }[] };
  };
  return { status, stderr, ...told };
}

const close = (found: readonly number[], expected: readonly number[], digits = 9) => {
  expect(found.length).toBe(expected.length);
  found.forEach((value, i) => {
    expect(value).toBeCloseTo(expected[i]!, digits);
  });
};

interface Reference {
  readonly names: readonly string[];
  readonly coef: readonly number[];
  readonly se: readonly number[];
  readonly z: readonly number[];
  readonly intercept: number;
  readonly loglik: number;
  readonly aic: number;
}

describe.skipIf(!hasCases)(
  'dipper train reproduces published fits (needs ../shared/cases)',
  { timeout: 60_000 },
  () => {
    const woe = caseCsv('lr_woe_train.csv');
    const references = caseJson<Record<string, Reference>>('logistic_regression.json');
    const names = references.A_woe_train_MLE?.names.slice(1) ?? [];
    /** Each distinct value of a WOE column is a bin: its own WOE is the value again. */
    const study = (fit: object, scale: object = {}) =>
      writeTrainingStudy({
        rows: woe.map((row) => Object.fromEntries([...names, 'y'].map((name) => [name, row[name]]))),
        columns: names.map((name) => ({ name, type: 'number' })),
        spec: { features: names.map((name) => number(name)), fit, scale },
        bins: names.map((name) => {
          const values = [...new Set(woe.map((row) => Number(row[name])))].sort((a, b) => a - b);
          return {
            feature: name,
            cuts: values.slice(1).join('|'),
            groups: '',
            reason: 'each value alone',
            author: 'tests',
          };
        }),
      });

    it('coefficients, standard errors, z, likelihood and AIC', async () => {
      const { document } = await train(study({}));
      const expected = references.A_woe_train_MLE!;
      const fit = document.training.fit!;
      close([fit.intercept, ...document.features.map((each) => each.coefficient)], expected.coef);
      close(
        [fit.interceptStandardError!, ...document.features.map((each) => each.standardError!)],
        expected.se,
      );
      close(
        document.features.map((each) => each.z!),
        expected.z.slice(1),
        8,
      );
      close([fit.logLikelihood, fit.aic], [expected.loglik, expected.aic], 8);
      close(
        document.features.flatMap(({ bins }) => bins.slice(1).map((bin) => bin.woe)),
        names.flatMap((name) => [...new Set(woe.map((row) => Number(row[name])))].sort((a, b) => a - b)),
        12,
      );
    });

    it('points of every bin, the base, and the scores of the first firms', async () => {
      const published = caseJson<{
        readonly points: Record<string, { woe: number; points_rounded: number }[]>;
        readonly base_points_rounded_scorecardpy: number;
        readonly train_score_first10: number[];
      }>('scorecard_points.json');
      // 600 points at odds of bad of 1 to 19, 50 points to double.
      const { document } = await train(study({}, { score: 600, odds: 19, pointsToDouble: 50 }));
      expect(document.basePoints).toBe(published.base_points_rounded_scorecardpy);
      for (const [variable, bins] of Object.entries(published.points)) {
        const own = document.features.find(({ feature }) => feature.id === `${variable}_woe`)!.bins;
        for (const { woe: value, points_rounded } of bins) {
          const bin = own.find((each) => each.kind === 'range' && Math.abs(each.woe - value) < 1e-9);
          expect({ variable, points: bin?.points }).toEqual({
            variable,
            points: points_rounded === 0 ? 0 : points_rounded,
          });
        }
      }
      const scores = woe.slice(0, 10).map((row) => {
        const company = Object.fromEntries(names.map((name) => [name, Number(row[name])]));
        return rateCompany(company, { enterprise: document, asOf: document.asOf }).rawScore;
      });
      expect(scores).toEqual(published.train_score_first10);
    });

    it('with a ridge', async () => {
      const { document } = await train(study({ l2: 10 }));
      const expected = references['F_woe_train_sklearn_L2_C0.1']!;
      const byName = new Map(document.features.map(({ feature, coefficient }) => [feature.id, coefficient]));
      close([document.training.fit!.intercept], [expected.intercept]);
      close(
        expected.names.map((name) => byName.get(name)!),
        expected.coef,
      );
    });

    it('WOE tables with fixed breaks, missing values and special codes', async () => {
      const published = caseJson<{
        readonly tables: {
          readonly missing_special: Record<string, { bin: string; good: number; bad: number; woe: number }[]>;
        };
        readonly iv_total: { readonly missing_special: Record<string, number> };
      }>('woe_fixed_breaks.json');
      const { document } = await train(
        writeTrainingStudy({
          rows: caseCsv('german_missing.csv').map(({ row: _row, ...rest }) => rest),
          columns: ['age_in_years', 'duration_in_month', 'credit_amount']
            .map((name) => ({ name, type: 'number' }))
            .concat([{ name: 'purpose', type: 'category' }]),
          spec: {
            features: [number('credit_amount', { specials: [-999] }), category('purpose')],
            binning: { minGoods: 0, minBads: 0, smoothing: 0.9 },
          },
          bins: [
            {
              feature: 'credit_amount',
              cuts: '1400|1800|4000|9200',
              groups: '',
              reason: 'published breaks',
              author: 'tests',
            },
          ],
        }),
      );
      const found = document.training.candidates.find(({ feature }) => feature === 'credit_amount')!;
      expect(found.manual).toEqual({ author: 'tests', reason: 'published breaks' });
      const expected = published.tables.missing_special.credit_amount!;
      const ranges = expected.filter(({ bin }) => bin.startsWith('['));
      const own = found.bins.filter(({ kind }) => kind === 'range');
      expect(own.map(({ goods, bads }) => [goods, bads])).toEqual(ranges.map(({ good, bad }) => [good, bad]));
      close(
        own.map(({ woe }) => woe),
        ranges.map(({ woe }) => woe),
        12,
      );
      expect(found.iv).toBeCloseTo(published.iv_total.missing_special.credit_amount!, 12);
    });
  },
);

describe('dipper train names what goes wrong', { timeout: 60_000 }, () => {
  const noise = (i: number) => ((i * 37) % 101) / 10;
  const rows = Array.from({ length: 400 }, (_, i) => ({
    a: noise(i),
    b: i % 4 === 0 ? 5 + (i % 7) : i % 5,
    c: 1,
    d: '',
    y: i % 4 === 0 ? 1 : 0,
  }));
  const columns = ['a', 'b', 'c', 'd'].map((name) => ({ name, type: 'number' }));
  const features = [number('a'), number('b'), number('c'), number('d')];

  it('separation by its column; Firth keeps it', async () => {
    const first = await train(
      writeTrainingStudy({
        rows,
        columns,
        spec: { features, binning: { smoothing: 1e-12, minGoods: 0, minBads: 0, minShare: 0 } },
        bins: [{ feature: 'b', cuts: '5', groups: '', reason: 'where it parts', author: 'tests' }],
      }),
    );
    const stages = Object.fromEntries(
      first.document.training.evaluations[0]!.rejected.map(({ feature, stage }) => [feature, stage]),
    );
    expect(stages).toMatchObject({ b: 'separation', c: 'constant', d: 'constant' });
    const second = await train(
      writeTrainingStudy({
        rows,
        columns,
        spec: { features, fit: { method: 'firth' } },
        bins: [{ feature: 'b', cuts: '5', groups: '', reason: 'where it parts', author: 'tests' }],
      }),
    );
    expect(second.document.training.fit!.method).toBe('firth');
    expect(second.document.features.map(({ feature }) => feature.id)).toContain('b');
  });

  it('a split that tests nobody, also where nothing else is wrong', async () => {
    const folder = (test: number) =>
      writeTrainingStudy({
        rows,
        columns,
        spec: { features: features.slice(0, 2), splits: [{ id: 'held', by: 'given', column: 'a', test }] },
      });
    const { stdout } = await dipperHere('train', '--study', folder(-1));
    expect(stdout).toContain('split held tests nothing: no labelled firm is in its test part (a = -1)');
    expect((await dipperHere('train', '--study', folder(noise(97)))).stdout).toContain('firm is among the');
    const tested = await dipperHere(
      'train',
      '--study',
      writeTrainingStudy({ rows, columns, spec: { features: features.slice(0, 2), splits: [] } }),
    );
    expect(tested.stdout).not.toContain('tests nothing');
  });

  it('a test part with one bad firm has no interval of its AUC', async () => {
    const folder = writeTrainingStudy({
      rows: rows.map((row, i) => ({ ...row, part: i < 5 && i !== 4 ? 1 : 0 })),
      columns: [...columns, { name: 'part', type: 'number' }],
      spec: {
        features: features.slice(0, 2),
        splits: [{ id: 'held', by: 'given', column: 'part', test: 1 }],
      },
    });
    const { test } = (await train(folder)).document.training.evaluations[0]!;
    expect(test).toMatchObject({ n: 4, bads: 1, aucLow: null, aucHigh: null });
    expect((await dipperHere('train', '--study', folder)).stdout).toMatch(/test +4 +1 +[01]\.\d+ +–/);
  });

  it('labelled firms that a split puts nowhere: an empty column, a day after the test', async () => {
    const days = ['', '2024-03-01', ...['2022-01-01', '2023-06-01'].flatMap((day) => new Array(4).fill(day))];
    const four = (i: number) => Math.floor(i / 4);
    const folder = writeTrainingStudy({
      rows: rows.map((row, i) => ({ ...row, seen: days[four(i) % 10], part: ['', 1, 2, 3][four(i) % 4] })),
      columns: [...columns, { name: 'seen', type: 'date' }, { name: 'part', type: 'number' }],
      spec: {
        features: features.slice(0, 2),
        splits: [
          { id: 'time', by: 'date', column: 'seen', from: '2023-01-01', until: '2024-01-01' },
          { id: 'held', by: 'given', column: 'part', test: 1 },
          { id: 'random', by: 'hash', testShare: 0.3 },
        ],
      },
    });
    const tenth = rows.length / 10;
    const { evaluations } = (await train(folder)).document.training;
    expect(evaluations.map(({ neither }) => neither)).toEqual([
      { empty: tenth, late: tenth },
      { empty: rows.length / 4, late: 0 },
      undefined,
    ]);
    const { stdout } = await dipperHere('train', '--study', folder);
    expect(stdout).toContain(
      `split time (seen from 2023-01-01 until 2024-01-01) leaves out ${tenth} whose column is empty and ${tenth} later than the test`,
    );
    expect(stdout).toContain(`split held (part = 1) leaves out ${rows.length / 4} whose column is empty`);
  });

  it('bins that do not fit, with line and hint, and nothing is written', async () => {
    const { status, error } = await train(
      writeTrainingStudy({
        rows,
        columns,
        spec: { features },
        bins: [{ feature: 'aa', cuts: '3|2', groups: '', reason: 'r', author: 'a' }],
      }),
    );
    expect(status).toBe(2);
    expect(error!.problems).toEqual([expect.objectContaining({ line: 2, column: 'cuts', found: '3|2' })]);
  });

  it('no labels: shares of nobody are left empty', async () => {
    const folder = writeTrainingStudy({
      rows,
      columns,
      spec: {
        features: [number('a', { better: 'higher' }), number('b', { better: 'lower' })],
        experts: { source: 'tests', dimensions: { all: 1 }, within: { all: { a: 2, b: 1 } } },
        tiers: { method: 'shares', shares: Array.from({ length: 15 }, () => 1 / 15), minimumFirms: 1 },
      },
      isLabelled: false,
    });
    const { status, stdout } = await dipperHere('train', '--study', folder);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^ *all +0 +0 *$/m);
    expect(stdout).not.toContain('NaN');
    // What only labels give is not told: information values, power of pds, weights of evidence.
    expect(stdout).toMatch(/^ *a +all +\d+\.\d{3} +\d/m);
    expect(stdout).not.toContain('NO POWER');
    const shown = (await dipperHere('models', 'show', 'enterprise', '--study', folder)).stdout;
    expect(shown).toContain('value by rank');
    expect(shown).not.toMatch(/\bIV\b|WOE/);
  });

  it('neither labels nor experts', async () => {
    const { status, error } = await train(
      writeTrainingStudy({
        rows,
        columns,
        spec: {
          features,
          tiers: { method: 'given', floors: Array.from({ length: 14 }, (_, i) => 900 - 50 * i) },
        },
        isLabelled: false,
      }),
    );
    expect(status).toBe(3);
    expect(error!.problems).toEqual([expect.objectContaining({ code: 'NOTHING_TO_LEARN_FROM' })]);
  });
});

describe('a card without industries and policy', { timeout: 60_000 }, () => {
  const rows = Array.from({ length: 400 }, (_, i) => ({
    a: (i * 37) % 101,
    y: (i * 37) % 101 < (i * 7) % 60 ? 1 : 0,
  }));
  const folder = () =>
    writeTrainingStudy({
      rows,
      columns: [{ name: 'a', type: 'number' }],
      spec: { features: [number('a')], selection: { maxIv: 9 } },
    });

  it('is trained, rates its table, is verified and validated, as one would expect of the same firms', async () => {
    const study = folder();
    const { document } = await train(study);
    const made = JSON.parse((await dipperHere('run', '--study', study, '--part', 'score', '--json')).stdout);
    expect(made.summary.counts).toEqual({ records: 400, rated: 400, refused: 0, rejected: 0 });
    expect((await dipperHere('verify', '--study', study, '--part', 'score')).stdout).toContain(
      'No difference.',
    );
    const found = JSON.parse(
      (await dipperHere('validate', '--study', study, '--run', made.manifest.run, '--json')).stdout,
    );
    const bads = rows.filter(({ y }) => y === 1).length;
    expect(found.labelled).toEqual({ n: 400, bads });
    expect(found.segments).toEqual([]);
    expect(found.probabilities.discrimination.auc).toBeCloseTo(
      document.training.evaluations[0]!.train.auc,
      12,
    );
    const seen = found.tiers.map(({ name, n, d }: { name: string; n: number; d: number }) => [name, n, d]);
    const trained = document.tiers.filter(({ n }) => n > 0).map(({ tier, n, d }) => [`R${tier}`, n, d]);
    expect(seen).toEqual(trained);
  });

  it('has a report of its ratings, with the validation that was asked for', async () => {
    const study = folder();
    await train(study);
    const made = await dipperHere('run', '--study', study, '--part', 'score', '--report', '--json');
    const { manifest, report, summary } = JSON.parse(made.stdout);
    const page = readFileSync(report, 'utf8');
    const tiers = tableOf(page, 'dimensions').slice(1);
    expect(tiers.map(([tier, firms]) => [tier, numberOf(firms!)])).toEqual(
      summary.tiers.map((firms: number, i: number) => [`R${i + 1}`, firms]),
    );
    expect([...page.matchAll(/<section id="(\w+)"/g)].map(([, id]) => id)).toEqual([
      'ratings',
      'proof',
      'card',
      'quality',
      'origin',
    ]);
    const asked = await dipperHere('report', '--study', study, '--run', manifest.run, '--validate', '--json');
    const validated = tableOf(readFileSync(JSON.parse(asked.stdout).file, 'utf8'), 'backtest');
    const found = JSON.parse(
      (await dipperHere('validate', '--study', study, '--run', manifest.run, '--json')).stdout,
    );
    expect(validated.slice(1).map(([name, n, d]) => [name, numberOf(n!), numberOf(d!)])).toEqual(
      [found.pooled, ...found.tiers].map(({ name, n, d }) => [name, n, d]),
    );
  });
});

it('a feature that stays as the last of its dimension is named with the limit that it misses', async () => {
  const noise = (i: number) => Math.abs(Math.sin(i * 12.9898) * 43758.5453) % 1;
  const rows = Array.from({ length: 400 }, (_, i) => {
    const [strong, weak] = [Math.floor(i / 2) % 5, i % 2];
    return { strong, weak, y: noise(i) < 0.05 + 0.15 * strong + 0.1 * weak ? 1 : 0 };
  });
  const folder = writeTrainingStudy({
    rows,
    columns: ['strong', 'weak'].map((name) => ({ name, type: 'number' })),
    spec: {
      dimensions: ['all', 'growth'].map((id) => ({ id, name: { en: id, zh: id } })),
      features: [number('strong'), number('weak', { dimension: 'growth' })],
      selection: { minIv: 0.3, maxIv: 99 },
    },
  });
  const { document } = await train(folder);
  const [{ shielded }] = document.training.evaluations as [(typeof document.training.evaluations)[number]];
  expect(shielded).toMatchObject([{ feature: 'weak', stage: 'iv', limit: 0.3 }]);
  const { stdout } = await dipperHere('train', '--study', folder);
  const iv = shielded![0]!.value!.toFixed(3);
  expect(stdout).toContain(
    `weak stays although iv turns it away (${iv}, limit 0.300): dimension growth has nothing better`,
  );
});

it('a validation on the labels that the card was trained on says so; outcomes are among them where it was trained on that file', async () => {
  const noise = (i: number) => Math.abs(Math.sin(i * 12.9898) * 43758.5453) % 1;
  const rows = Array.from({ length: 300 }, (_, i) => ({
    x: i % 5,
    y: noise(i) < 0.1 + 0.1 * (i % 5) ? 1 : 0,
  }));
  const folder = writeTrainingStudy({
    rows,
    columns: [{ name: 'x', type: 'number' }],
    spec: { features: [number('x')] },
  });
  await train(folder);
  const { manifest } = JSON.parse(
    (await dipperHere('run', '--part', 'score', '--study', folder, '--json')).stdout,
  );
  const validate = async (...flags: readonly string[]) =>
    dipperHere('validate', '--study', folder, '--run', manifest.run, ...flags);
  expect((await validate()).stdout).toContain(
    'the labels of 300 firms stand in the file that the card was trained on',
  );
  const { trainedOn, probabilities } = JSON.parse((await validate('--json')).stdout);
  expect(trainedOn).toBe(300);
  expect(probabilities.hosmerLemeshow.df).toBe(probabilities.hosmerLemeshow.groups.length - 2);
  // Repaid by the end of 2025, eighteen months after the ratings: their labels are new, those of the others are not.
  const repaid = [0, 1, 2].flatMap((i) => [
    `F${i},granted,100000,0,0,2024-07-01`,
    `F${i},repaid,100000,100000,0,2025-12-31`,
  ]);
  const outcomes = join(folder, 'outcomes.csv');
  writeFileSync(outcomes, ['company_id,status,amount,drawn_amount,overdue_days,as_of', ...repaid].join('\n'));
  expect(JSON.parse((await validate('--outcomes', outcomes, '--json')).stdout)).toMatchObject({
    trainedOn: 297,
    outcomes: { used: 3 },
  });
  // A card that was trained on these outcomes has seen them too.
  await train(folder, '--outcomes', outcomes);
  const again = JSON.parse((await dipperHere('run', '--part', 'score', '--study', folder, '--json')).stdout)
    .manifest.run;
  const seen = async () =>
    JSON.parse(
      (await dipperHere('validate', '--study', folder, '--run', again, '--outcomes', outcomes, '--json'))
        .stdout,
    );
  expect(await seen()).toMatchObject({ trainedOn: 300, outcomes: { used: 3 } });
  appendFileSync(outcomes, '\nF3,granted,100000,,,2025-12-31');
  expect(await seen()).toMatchObject({ trainedOn: 297, outcomes: { used: 3, immature: 1 } });
  // A line more, and the file is another one.
  appendFileSync(join(folder, 'companies.csv'), '\nF300,2,0');
  const other = await validate();
  expect(other.stdout).not.toContain('trained on');
});
