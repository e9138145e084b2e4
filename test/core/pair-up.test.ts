import { expect, it } from 'vitest';
import { pairUp } from '../../src/core/pair-up.js';

async function* from(items: Iterable<string>) {
  yield* items;
}

async function paired(left: string, right: string): Promise<string[]> {
  const keyOf = { left: (item: string) => item.toLowerCase(), right: (item: string) => item.toLowerCase() };
  const found: string[] = [];
  for await (const [a, b] of pairUp({ left: from(left), right: from(right), keyOf }))
    found.push(`${a ?? '-'}${b ?? '-'}`);
  return found;
}

it('passes streams of the same order through', async () => {
  expect(await paired('abc', 'ABC')).toEqual(['aA', 'bB', 'cC']);
  expect(await paired('', '')).toEqual([]);
});

it('goes on after an item that one stream lacks, and tells it at the end', async () => {
  expect(await paired('abcd', 'ACD')).toEqual(['aA', 'cC', 'dD', 'b-']);
  expect(await paired('acd', 'ABCD')).toEqual(['aA', 'cC', 'dD', '-B']);
  expect(await paired('abx', 'AB')).toEqual(['aA', 'bB', 'x-']);
  expect(await paired('a', 'AYZ')).toEqual(['aA', '-Y', '-Z']);
});

it('puts together what came in another order', async () => {
  expect((await paired('abc', 'CAB')).sort()).toEqual(['aA', 'bB', 'cC']);
});
