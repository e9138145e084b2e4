import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/core/errors.js';
import { random } from '../../src/core/random.js';
import { type EnterpriseSpec, enterpriseSpecSchema } from '../../src/document/enterprise-spec.js';
import { fitCard, logisticData } from '../../src/enterprise/fit-card.js';
import { all, binOn, numbers, numeric, tableOf } from '../fixtures/training-table.js';

/** Firms of one kind: the values of their columns, how many are good and how many bad. */
type Kind = readonly [values: Readonly<Record<string, number>>, goods: number, bads: number];

function cardOf(
  kinds: readonly Kind[],
  change: {
    readonly fit?: object;
    readonly selection?: object;
    readonly alone?: string;
    readonly weight?: (bad: number) => number;
  } = {},
) {
  const firms = kinds.flatMap(([values, goods, bads]) =>
    Array.from({ length: goods + bads }, (_, i) => ({ values, bad: i < bads ? 1 : 0 })),
  );
  const names = Object.keys(kinds[0]![0]);
  const columns = names.map((name) => [name, numbers(firms.map(({ values }) => values[name]!))] as const);
  const bads = firms.map(({ bad }) => bad);
  const weights = Float64Array.from(bads, (bad) => 1e6 * (change.weight?.(bad) ?? 1));
  const table = { ...tableOf(Object.fromEntries(columns), bads), weightMillionths: weights };
  const { shape } = enterpriseSpecSchema;
  const spec = {
    selection: shape.selection.parse(change.selection ?? {}),
    fit: shape.fit.parse(change.fit ?? {}),
  } as EnterpriseSpec;
  const kept = names.map((name) => {
    const dimension = name === change.alone ? 'own' : 'd';
    return binOn({ ...numeric(name), dimension }, table, { minShare: 0 });
  });
  const rows = all(table);
  return { card: fitCard(kept, { spec, table, rows }), data: logisticData(kept, table, rows) };
}

/** ℓ of firms in cells with shares of their own. */
const logLikelihood = (...cells: readonly (readonly [goods: number, bads: number])[]) =>
  cells.reduce(
    (sum, [goods, bads]) =>
      sum + goods * Math.log(goods / (goods + bads)) + bads * Math.log(bads / (goods + bads)),
    0,
  );

describe('elimination by BIC', () => {
  it('drops a feature that tells nothing beside the others, and shows both criteria', () => {
    // b goes with a, but at each a the share of bads is the same.
    const { card } = cardOf(
      [
        [{ a: 0, b: 0 }, 80, 20],
        [{ a: 0, b: 1 }, 40, 10],
        [{ a: 1, b: 0 }, 10, 10],
        [{ a: 1, b: 1 }, 30, 30],
      ],
      { selection: { stepwise: 'bic' }, fit: { nonNegative: false } },
    );
    const without = 2 * Math.log(230) - 2 * logLikelihood([120, 30], [40, 40]);
    expect(card.features.map(({ feature }) => feature.id)).toEqual(['a']);
    expect(card.rejected).toMatchObject([{ feature: 'b', stage: 'bic' }]);
    expect(card.rejected[0]!.value).toBeCloseTo(without, 9);
    // the same likelihood with one coefficient more
    expect(card.rejected[0]!.limit).toBeCloseTo(without + Math.log(230), 9);
  });

  it('keeps features that are worth their cost', () => {
    const kinds: readonly Kind[] = [
      [{ a: 0, b: 0 }, 80, 20],
      [{ a: 0, b: 1 }, 50, 50],
      [{ a: 1, b: 0 }, 50, 50],
      [{ a: 1, b: 1 }, 20, 80],
    ];
    const { card } = cardOf(kinds, { selection: { stepwise: 'bic' } });
    expect(card.features.length).toBe(2);
    expect(card.rejected).toEqual([]);
  });
});

describe('elimination by BIC where firms weigh', () => {
  const kinds: readonly Kind[] = [
    [{ a: 0, b: 0 }, 80, 20],
    [{ a: 0, b: 1 }, 74, 26],
    [{ a: 1, b: 0 }, 50, 50],
    [{ a: 1, b: 1 }, 42, 58],
  ];
  const change = { selection: { stepwise: 'bic' } } as const;
  const kept = (weigh: number, bads = 1) =>
    cardOf(kinds, { ...change, weight: (bad) => weigh * (bad === 1 ? bads : 1) });

  it('does not go by the size of the weights', () => {
    const [once, hundred, tenth] = [1, 100, 0.1].map((weigh) => kept(weigh).card);
    expect(once!.rejected).toMatchObject([{ feature: 'b', stage: 'bic' }]);
    const cost = ({ rejected: [of] }: NonNullable<typeof once>) => of!.limit! - of!.value!;
    for (const card of [hundred!, tenth!]) expect(card.rejected.map(({ feature }) => feature)).toEqual(['b']);
    expect(cost(hundred!)).toBeCloseTo(cost(tenth!), 6);
    // Robust variances of counted firms are those of the model but for chance.
    expect(cost(hundred!) / cost(once!)).toBeCloseTo(1, 1);
  });

  it('asks as much of a column under a penalty as where every firm weighs 1', () => {
    const ridge = (weigh: number) =>
      cardOf(kinds, { ...change, fit: { l2: 20 }, weight: () => weigh }).card.rejected.map(
        ({ feature, value, limit }) => [feature, Math.round(limit! - value!)],
      );
    expect(ridge(1.000001)).toEqual(ridge(1));
    expect(ridge(1)).toHaveLength(1);
  });

  it('keeps what tells, though bads that were drawn more often weigh less', () => {
    const telling = kept(1, 0.05).card;
    expect(telling.features.map(({ feature }) => feature.id)).toContain('a');
  });
});

describe('separation', () => {
  /** Twenty firms of each of eight kinds; bad where two or three of a, b and c are 1. */
  const kinds = Array.from({ length: 8 }, (_, i): Kind => {
    const [a, b, c] = [i >> 2, (i >> 1) & 1, i & 1];
    return a + b + c >= 2 ? [{ a, b, c }, 0, 20] : [{ a, b, c }, 20, 0];
  });

  it('sends features away one by one until good and bad are mixed, and fits the others', () => {
    const { card } = cardOf(kinds);
    expect(card.rejected).toMatchObject([
      { feature: 'a', stage: 'separation' },
      { feature: 'b', stage: 'separation' },
    ]);
    expect(card.features.map(({ feature }) => feature.id)).toEqual(['c']);
    // One binary feature is left: the fitted shares are the observed ones.
    expect(card.fit.logLikelihood).toBeCloseTo(logLikelihood([60, 20], [20, 60]), 9);
  });

  /** Firms of their own kind: bad where more than half of many binary features are 1. */
  function majority(firms: number, features: number) {
    const { uniform } = random(7);
    return Array.from({ length: firms }, (): Kind => {
      const bits = Array.from({ length: features }, () => (uniform() < 0.5 ? 0 : 1));
      const bad = bits.reduce<number>((sum, bit) => sum + bit, 0) > features / 2;
      return [Object.fromEntries(bits.map((bit, j) => [`f${j}`, bit])), bad ? 0 : 1, bad ? 1 : 0];
    });
  }
  const bySeparation = ({ rejected }: { rejected: readonly { feature: string; stage: string }[] }) =>
    rejected.filter(({ stage }) => stage === 'separation').map(({ feature }) => feature);

  it('sends the weakest away at once where many only together tell every firm: ten bads or goods to each', () => {
    const kinds = majority(600, 41);
    const bads = kinds.filter(([, , bad]) => bad === 1).length;
    const allowed = Math.floor(Math.min(bads, 600 - bads) / 10);
    const ridge = cardOf(kinds, { fit: { l2: 1, nonNegative: false } }).card;
    expect(ridge.features.length).toBe(41);
    const weakest = [...ridge.features].sort((a, b) => b.iv - a.iv).slice(allowed);
    const { card } = cardOf(kinds);
    expect(bySeparation(card)).toEqual(weakest.map(({ feature }) => feature.id));
    expect(card.rejected[0]).toMatchObject({
      value: weakest[0]!.iv,
      reason: expect.stringContaining('one of 41'),
    });
    expect(card.fit.converged).toBe(true);
    expect(card.features.length).toBe(allowed);
    // The spec may ask for more firms to each.
    const strict = cardOf(kinds, { selection: { eventsPerFeature: 12 } }).card;
    expect(strict.rejected[0]!.reason).toContain(
      `${Math.floor(Math.min(bads, 600 - bads) / 12)} strongest stay, 12 bads`,
    );
    const last = weakest.at(-1)!.feature.id;
    const alone = cardOf(kinds, { alone: last }).card;
    expect(bySeparation(alone)).toEqual(
      [...ridge.features]
        .sort((a, b) => b.iv - a.iv)
        .slice(allowed - 1, -1)
        .map(({ feature }) => feature.id),
    );
  });

  it('keeps twenty of many where firms are too few for that, and then goes on one by one', () => {
    const { card } = cardOf(majority(60, 25));
    const left = bySeparation(card);
    expect(card.rejected.slice(0, 5).map(({ feature }) => feature)).toEqual(left.slice(0, 5));
    expect(card.rejected[4]!.reason).toBe(card.rejected[0]!.reason);
    expect(card.rejected[0]!.reason).toContain('the 20 strongest stay');
    expect(card.fit.converged).toBe(true);
    expect(card.features.length).toBeGreaterThan(3);
  });

  it('keeps all of them, finite, under Firth or a ridge', () => {
    for (const change of [{ method: 'firth' }, { l2: 1 }] as const) {
      const { card } = cardOf(kinds, { fit: change });
      expect(card.rejected).toEqual([]);
      expect(card.fit.converged).toBe(true);
    }
  });
});

describe('a wrong sign', () => {
  // b goes with a, and more often bad by itself: 34 of 120 against 62 of 120. At each a it is less often bad: 20 and 10, 70 and 60 %.
  const kinds: readonly Kind[] = [
    [{ a: 0, b: 0 }, 80, 20],
    [{ a: 0, b: 1 }, 18, 2],
    [{ a: 1, b: 0 }, 6, 14],
    [{ a: 1, b: 1 }, 40, 60],
  ];

  it('sends away a feature that would earn points for a worse bin, unless the spec lets it', () => {
    const { card } = cardOf(kinds);
    expect(card.features.map(({ feature }) => feature.id)).toEqual(['a']);
    expect(card.rejected).toMatchObject([{ feature: 'b', stage: 'sign', limit: 0 }]);
    const free = cardOf(kinds, { fit: { nonNegative: false } }).card;
    expect(free.rejected).toEqual([]);
    expect(free.fit.coefficients[1]).toBeLessThan(0);
  });
});

describe('features that determine each other', () => {
  const kinds: readonly Kind[] = [
    [{ a: 0, b: 0, twin: 0 }, 80, 20],
    [{ a: 0, b: 1, twin: 1 }, 50, 50],
    [{ a: 1, b: 0, twin: 0 }, 50, 50],
    [{ a: 1, b: 1, twin: 1 }, 20, 80],
  ];

  it('are a matter of the data: refused, with the later one named', () => {
    const refused = () => cardOf(kinds);
    expect(refused).toThrow(InputError);
    expect(refused).toThrow(
      expect.objectContaining({
        code: 'NOT_CONVERGED',
        problems: [expect.objectContaining({ path: 'features.twin', found: 'twin' })],
      }),
    );
  });

  it('are not blamed where a constant leaves no maximum', () => {
    const constant = kinds.map(([{ a }, goods, bads]): Kind => [{ a: a!, same: 7 }, goods, bads]);
    expect(() => cardOf(constant, { fit: { nonNegative: false } })).toThrow(
      expect.objectContaining({
        problems: [expect.objectContaining({ path: 'fit', found: 'no maximum over a, same' })],
      }),
    );
  });

  it('share their weight under a ridge', () => {
    const [, b, twin] = cardOf(kinds, { fit: { l2: 1 } }).card.fit.coefficients;
    expect(b).toBeCloseTo(twin!, 9);
  });
});
