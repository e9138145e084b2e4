import { expect, it } from 'vitest';
import type { Feature } from '../../src/document/feature.js';
import { lookupProblems } from '../../src/document/lookup-problems.js';

it('names a dimension that no industry is scored in', () => {
  const lookup = (value: string) =>
    ({ id: 'fast', kind: 'lookup', value, dimension: 'industry' }) as unknown as Feature;
  const industry = { dimensions: [{ id: 'future', name: { en: 'Future', zh: '前景' }, weight: 1 }] };
  const check = (value: string) => lookupProblems([lookup(value)], industry, 'enterprise.json');
  for (const value of ['score', 'rank', 'dimension:future']) expect(check(value)).toEqual([]);
  expect(check('dimension:futur')).toEqual([
    {
      code: 'UNKNOWN_NAME',
      file: 'enterprise.json',
      path: 'features.fast.value',
      found: 'futur',
      expected: 'one of future',
      hint: 'did you mean "future"?',
    },
  ]);
});
