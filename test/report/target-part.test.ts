import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Column } from '../../src/document/column.js';
import type { Lent } from '../../src/report/lending-facts.js';
import { heat } from '../../src/report/table.js';
import { packTable, targetPart } from '../../src/report/target-part.js';
import { root } from '../fixtures/foshan-study.js';

const policy = JSON.parse(readFileSync(join(root, 'models/foshan/policy.json'), 'utf8'));

const partOf = (firms: number) => {
  const list = { columns: ['company_id'], rows: Array.from({ length: firms }, (_, i) => [`F${i}`]) };
  return targetPart({ policy, targets: { en: list, zh: list } } as unknown as Lent, 'RUN').html;
};

it('an empty list is told as one: no search over nothing, no table without heads', () => {
  expect(partOf(0)).toBe(
    '<p><span lang="en">No firm is on the list.</span><span lang="zh">没有企业进入名单。</span></p>',
  );
});

it('one firm is one firm', () => {
  expect(partOf(1)).toContain('1 firm, best first');
  expect(partOf(2)).toContain('2 firms, best first');
});

it('columns that the policy carries are headed by what the contract says of them, in both languages', () => {
  const list = { columns: ['company_id', 'county'], rows: [['F1', 'Kent']] };
  const meaning = { en: 'County', zh: '郡' };
  const contract = [{ name: 'county', type: 'category', source: 'register', meaning }] as unknown as Column[];
  expect(packTable(list, list, contract).map(({ title }) => title)).toEqual([
    ['Company id', '企业代码'],
    ['County', '郡'],
  ]);
});

it('no shade of a cell takes white words, which cannot be read on it', () => {
  for (const share of [0, 0.5, 0.65, 1]) expect(heat('5', share).cell.html).not.toContain('color:#');
});
