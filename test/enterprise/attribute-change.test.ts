import { expect, it } from 'vitest';
import type { EnterpriseDocument } from '../../src/document/enterprise-document.js';
import { attributeChange } from '../../src/enterprise/attribute-change.js';
import { companyRater } from '../../src/enterprise/rate-company.js';
import { enterprise, industry } from '../fixtures/tiny-study.js';

const rate = (document: EnterpriseDocument) =>
  companyRater({ enterprise: document, industry, asOf: '2024-06-30' });

it('a change of score is base points and points by feature, the largest first, and adds up', () => {
  const [staff, margin, tax] = enterprise.features;
  const old = { ...enterprise, basePoints: 480, features: [staff!, margin!] };
  const document = { ...enterprise, features: [staff!, tax!] };
  // staff from 10 (bin 2, 0 points) to 60 (bin 3, 100), margin's +60 gone, tax rating A is new with +40
  const rating = rate(document)({ company_id: 'a', staff: 60, tax_rating: 'A' });
  // The margin, which the card has no more, goes by the name that the card of then gives it.
  const names = [staff, margin, tax].map((each) => each!.feature.name);
  const found = attributeChange([2, 3], old, { rating, document });
  expect(found).toEqual({
    before: 540,
    after: 640,
    base: 20,
    features: [
      { feature: 'staff', name: names[0], before: 0, after: 100, change: 100, binBefore: 2, binAfter: 3 },
      { feature: 'margin', name: names[1], before: 60, after: 0, change: -60, binBefore: 3, binAfter: null },
      {
        feature: 'tax_rating',
        name: names[2],
        before: 0,
        after: 40,
        change: 40,
        binBefore: null,
        binAfter: 1,
      },
    ],
  });
  expect(found.features.reduce((sum, { change }) => sum + change, found.base)).toBe(100);
});

it('equal changes go by name, and what did not change is left out', () => {
  const twice = (id: string) => ({
    ...enterprise.features[0]!,
    feature: { ...enterprise.features[0]!.feature, id },
  });
  const document = { ...enterprise, features: ['b', 'a', 'd', 'c', 'e'].map(twice) };
  const rating = rate(document)({ company_id: 'a', staff: 60 });
  const { features } = attributeChange([2, 2, 2, 2, 3], document, { rating, document });
  expect(features.map(({ feature, change }) => [feature, change])).toEqual(
    ['a', 'b', 'c', 'd'].map((id) => [id, 100]),
  );
});
