import { expect, it } from 'vitest';
import { pathText, placesOf } from '../../src/document/json-places.js';

it('finds a text wherever a document says it as a value, in its order', () => {
  const document = {
    id: 'x',
    rules: [{ when: { column: 'town' } }, { when: { all: [{ column: 'x' }, { column: 'town' }] } }],
    trends: { town: 'peak', best: 'town' },
  };
  expect(placesOf(document, 'town')).toEqual([
    'rules[0].when.column',
    'rules[1].when.all[1].column',
    'trends.best',
  ]);
  expect(placesOf(document, 'nowhere')).toEqual([]);
  expect(pathText(['a', 0, 1, 'b'])).toBe('a[0][1].b');
});
