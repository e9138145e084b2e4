import { expect, it } from 'vitest';
import { findCircle } from '../../src/core/find-circle.js';

const circle = (links: Record<string, string[]>) =>
  findCircle(Object.keys(links), (name) => links[name] ?? []);

it('names a circle from where it is met first', () => {
  expect(circle({ a: ['b', 'c'], b: ['d'], c: ['d', 'e'], d: [], e: ['c'] })).toEqual(['c', 'e', 'c']);
  expect(circle({ a: ['a'] })).toEqual(['a', 'a']);
});

it('finds none where ways only meet, or lead nowhere', () => {
  expect(circle({ a: ['b', 'c'], b: ['d'], c: ['d', 'x'], d: [] })).toBeUndefined();
});

it('walks chains that are longer than calls nest, and each link once', () => {
  const names = Array.from({ length: 300_000 }, (_, i) => String(i));
  let asked = 0;
  const next = (name: string) => {
    asked++;
    return [String(Number(name) + 1)].filter((each) => Number(each) < names.length);
  };
  expect(findCircle(names, next)).toBeUndefined();
  expect(asked).toBe(names.length);
});
