import { expect, it } from 'vitest';
import { cappedRates } from '../../cli/capped-rates.js';
import { rateTable } from '../../src/index.js';
import { enterprise, policy } from '../fixtures/tiny-study.js';

const told = (capBp: number, change: object = {}) => {
  const own = { ...policy, rate: { ...policy.rate, capBp }, ...change };
  return cappedRates(own, rateTable(own, enterprise.tiers));
};
const floors = rateTable(policy, enterprise.tiers).map((row) => row[0]!.costBp);

it('nothing is said where the cap lies above every price floor', () => {
  expect(told(Math.ceil(Math.max(...floors)))).toEqual([]);
});

it('tiers and tax ratings that cost more than the cap are named with their price floor', () => {
  const worst = Math.max(...floors);
  const at = floors.indexOf(worst);
  const ratings = policy.tax!.ratings.map(({ rating }) => rating).join(', ');
  const capBp = Math.floor(worst) - 100;
  const [line] = told(capBp);
  expect(line).toContain(`The cap of ${(capBp / 100).toFixed(2)} % lies below the price floor: `);
  expect(line).toContain(`R${policy.tiers.from + at} ${ratings} (${(worst / 100).toFixed(2)} %)`);
  expect(told(capBp, { tax: undefined })[0]).toContain(`R${policy.tiers.from + at} (`);
  // Rating A has 15 basis points off, and is not held by a cap that lies one below the floor.
  expect(told(Math.floor(worst) - 1)[0]).toContain(`R${policy.tiers.from + at} B, M (`);
});
