import { describe, expect, it } from 'vitest';
import type { EnterpriseSpec } from '../../src/document/enterprise-spec.js';
import { challengerModels } from '../../src/enterprise/challengers.js';
import { crossValidate, type FoldTraining } from '../../src/enterprise/cross-validate.js';
import { cardModel } from '../../src/enterprise/dial.js';
import { all, binning, binOn, numbers, numeric, tableOf } from '../fixtures/training-table.js';

const bad = [0, 0, 0, 0, 1, 1, 0, 1];
const table = tableOf({ x: numbers([1, 2, 1, 2, 1, 2, 1, 2]) }, bad);
const spec = (folds: number, maxRows = 100) =>
  ({ binning, selection: { waivers: {} }, crossValidation: { folds, maxRows } }) as unknown as EnterpriseSpec;

/** Remembers how many rows it was fitted on, and says 0.5 of each. */
function told() {
  const rows: number[] = [];
  const fit = async ({ data }: FoldTraining) => {
    rows.push(data.rows);
    return (_x: Float64Array, n: number) => new Float64Array(n).fill(0.5);
  };
  return { rows, model: { name: 'told', knowsOffset: true, fit } };
}

describe('crossValidate', () => {
  it('deals goods and bads out by the hash of the id, equal hashes by row', async () => {
    const { rows, model } = told();
    const same = { ...table, sampleKey: new Uint32Array(8).fill(5) };
    const options = { spec: spec(2), table: same, rows: all(table) };
    const found = await crossValidate([binOn(numeric('x'), table)], [model], options);
    // goods 0 1 2 3 6 and bads 4 5 7, each dealt in turn
    expect([...found.fold]).toEqual([0, 1, 0, 1, 0, 1, 0, 0]);
    expect(rows).toEqual([3, 5]);
    expect([...found.models[0]!.p]).toEqual(new Array(8).fill(0.5));
  });

  it('takes the smallest hashes of each kind where there are more rows than wanted, in their order', async () => {
    const { model } = told();
    const falling = { ...table, sampleKey: Uint32Array.from(bad, (_b, i) => 8 - i) };
    const options = { spec: spec(2, 4), table: falling, rows: all(table) };
    const found = await crossValidate([binOn(numeric('x'), table)], [model], options);
    // half of 5 goods, rounded up, and half of 3 bads
    expect([...found.rows]).toEqual([7, 6, 5, 3, 2]);
  });

  it('takes two of a kind where fewer would do by their share: a fold without the one would have nothing to learn', async () => {
    const { model } = told();
    const rare = [1, ...new Array(19).fill(0), 1];
    const twenty = tableOf({ x: numbers(rare.map((_y, i) => i % 2)) }, rare);
    const options = { spec: spec(2, 6), table: twenty, rows: all(twenty) };
    const found = await crossValidate([binOn(numeric('x'), twenty)], [model], options);
    expect([...found.bad].filter((bad) => bad === 1).length).toBe(2);
    expect(found.rows.length).toBe(7);
  });

  it('fits and asks with the offset that labels were drawn with', async () => {
    const offset = Float64Array.from(bad, (_b, i) => i / 10);
    const seen: (readonly number[])[] = [];
    const fit = async ({ data }: FoldTraining) => {
      seen.push([...data.offset!]);
      return (_x: Float64Array, n: number) => new Float64Array(n).fill(0.25);
    };
    const same = { ...table, offset, sampleKey: new Uint32Array(8).fill(5) };
    const options = { spec: spec(2), table: same, rows: all(table) };
    const models = [true, false].map((knowsOffset) => ({ name: String(knowsOffset), knowsOffset, fit }));
    const found = await crossValidate([binOn(numeric('x'), table)], models, options);
    const [first, second] = [
      [0.1, 0.3, 0.5],
      [0, 0.2, 0.4, 0.6, 0.7],
    ];
    expect(seen).toEqual([first, first, second, second]);
    // Odds of 1 to 3, times e^offset in the sample: only the model that knows of the offset is moved by it.
    const [knows, does] = found.models;
    for (const { p } of found.models) expect([...p]).toEqual(new Array(8).fill(0.25));
    [...knows!.sampleP].forEach((p, i) => {
      expect(p).toBeCloseTo(Math.exp(offset[i]!) / (3 + Math.exp(offset[i]!)), 12);
    });
    expect([...does!.sampleP]).toEqual(new Array(8).fill(0.25));
  });
});

describe('a card that is cross-validated', () => {
  it('leaves the offset out of what it says: it stands beside the intercept', async () => {
    // Half of eight rows with an offset of ln 3 are bad: the intercept alone is −ln 3
    const data = { x: new Float64Array(), rows: 8, columns: 0, y: Uint8Array.of(0, 0, 0, 0, 1, 1, 1, 1) };
    const offset = new Float64Array(8).fill(Math.log(3));
    const plain = { fit: { l2: 0, method: 'ml', nonNegative: true } } as unknown as EnterpriseSpec;
    const fitted = await cardModel(0, undefined, plain).fit({
      data: { ...data, offset },
      features: [],
      fold: 0,
    });
    expect(fitted(new Float64Array(), 1)[0]).toBeCloseTo(0.25, 9);
  });
});

describe('challengerModels', () => {
  // 0: one of four is bad; 1: three of four
  const data = {
    x: Float64Array.of(0, 0, 0, 0, 1, 1, 1, 1),
    rows: 8,
    columns: 1,
    y: Uint8Array.of(0, 0, 0, 1, 1, 1, 1, 0),
  };
  const asked = async (weight?: Float64Array) => {
    const [linear] = challengerModels(['linear']);
    const training = { data: weight === undefined ? data : { ...data, weight }, features: [], fold: 0 };
    return [...(await linear!.fit(training))(Float64Array.of(0, 1), 2)];
  };

  it('say the shares of the sample where no row weighs more than another', async () => {
    for (const [i, p] of (await asked()).entries()) expect(p).toBeCloseTo([0.25, 0.75][i]!, 12);
    expect(await asked(new Float64Array(8).fill(3))).toEqual(await asked());
  });

  it('multiply odds by the weight of a bad over that of a good', async () => {
    const weight = Float64Array.from(data.y, (y) => (y === 1 ? 1 : 9));
    // odds 1/3 and 3, divided by 9
    for (const [i, p] of (await asked(weight)).entries()) expect(p).toBeCloseTo([1 / 28, 1 / 4][i]!, 12);
  });
});
