import { expect, it } from 'vitest';
import { repeatedKeys } from '../../src/core/repeated-keys.js';

it('finds keys that stand twice in one object, by what they mean, with their lines', () => {
  const json = `{
    "a": 1, "b": { "a": 2, "c": [{ "a": 3 }, { "a": 4 }] },
    "\\u0061": 5,
    "x": { "y": 1,
      "y": 1 }
  }`;
  expect(JSON.parse(json).a).toBe(5);
  expect(repeatedKeys(json)).toEqual([
    { key: 'a', line: 3 },
    { key: 'y', line: 5 },
  ]);
});

it('finds none in values, whatever they hold', () => {
  expect(
    repeatedKeys(JSON.stringify({ a: '"a": 1, {', b: ['a', 'a', '"b":'], c: '\\', d: '}' }, null, 1)),
  ).toEqual([]);
  expect(repeatedKeys('[]')).toEqual([]);
  expect(repeatedKeys('{"__proto__": 1, "constructor": 2}')).toEqual([]);
});
