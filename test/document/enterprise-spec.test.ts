import { expect, it } from 'vitest';
import { enterpriseSpecSchema } from '../../src/document/enterprise-spec.js';

const refused = (tiers: object) => {
  const { error } = enterpriseSpecSchema.shape.tiers.safeParse(tiers);
  return error?.issues.map(({ path, message }) => [path.join('.'), message]) ?? [];
};

it('shares of tiers add up to 1', () => {
  const shares = (first: number) => ({ method: 'shares', shares: [first, ...new Array(14).fill(0.05)] });
  expect(refused(shares(0.3))).toEqual([]);
  expect(refused(shares(0.29))).toEqual([['shares', 'shares that add up to 1']]);
  expect(refused(shares(0.31))).toEqual([['shares', 'shares that add up to 1']]);
});

it('floors of tiers fall, and the last one is above that of R15, which is 0', () => {
  const floors = Array.from({ length: 14 }, (_, i) => 14 - i);
  const given = (own: readonly number[]) => refused({ method: 'given', floors: own });
  expect(given(floors)).toEqual([]);
  expect(given(floors.with(1, 14))).toEqual([['floors', 'floors that fall from R1 to R14']]);
  expect(given([...floors].reverse())).toEqual([['floors', 'floors that fall from R1 to R14']]);
  expect(given(floors.with(13, 0)).map(([path]) => path)).toEqual(['floors.13']);
});

it('a split by date ends after it begins', () => {
  const split = { id: 'time', by: 'date', column: 'day', from: '2020-01-01' };
  const problems = (until?: string) =>
    enterpriseSpecSchema.shape.splits
      .safeParse([{ ...split, until }])
      .error?.issues.map(({ message }) => message) ?? [];
  expect([problems(), problems('2020-01-02')]).toEqual([[], []]);
  expect(problems('2020-01-01')).toEqual(['a day after from']);
});
