import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { companySheet, openStudy } from '../../src/index.js';
import type { SheetFacts } from '../../src/report/sheet-facts.js';
import { sheetOf } from '../../src/report/sheet-parts.js';
import { dipperHere } from '../fixtures/cli.js';
import { root } from '../fixtures/foshan-study.js';
import { number, writeTrainingStudy } from '../fixtures/training-study.js';

let facts: SheetFacts;

beforeAll(async () => {
  const folder = writeTrainingStudy({
    rows: Array.from({ length: 400 }, (_, i) => ({ x: i % 10, y: +(i % 7 < (i % 10 < 5 ? 3 : 1)) })),
    columns: [{ name: 'x', type: 'number' }],
    spec: { features: [number('x')], selection: { maxIv: 5 } },
  });
  expect((await dipperHere('train', '--study', folder)).status).toBe(0);
  facts = await companySheet(await openStudy(folder), 'F0');
});

const titleOf = (more: object, language: 'en' | 'zh' = 'en') =>
  sheetOf({ ...facts, ...more }, language).parts.find(({ id }) => id === 'dimensions')?.title;

it('a firm of a study without industries is not said to be outside their map, nor held against an industry', () => {
  expect(sheetOf(facts, 'en').subtitle).toBe('F0 · as of 2024-06-30');
  expect(sheetOf(facts, 'zh').subtitle).toBe('F0 · 数据日期 2024-06-30');
  expect(titleOf({})).toBe('Dimensions (0 to 100)');
  const looked = { ...facts, document: { ...facts.document, industry: 'f'.repeat(64) } };
  expect(sheetOf(looked, 'en').subtitle).toBe('F0 · outside the industry map · as of 2024-06-30');
});

it('the heading says whom a firm is held against', () => {
  const rating = { ...facts.rating!, peers: { firms: 9, medians: {} } };
  const industry = { name: { en: 'Ceramics', zh: '陶瓷' }, score: 50, rank: 1, target: false };
  expect(titleOf({ rating, industry })).toBe('Dimensions beside the industry (0 to 100)');
  expect(titleOf({ rating })).toBe('Dimensions beside all rated firms (0 to 100)');
  expect(titleOf({ rating }, 'zh')).toBe('各维度得分与全部评级企业比较（0至100）');
});

it('own lines stand on the sheet only where the policy reads them', () => {
  const whole = JSON.parse(readFileSync(join(root, 'models/foshan/policy.json'), 'utf8'));
  const { ownLine: _own, borrower: _borrower, ...bare } = whole.line;
  const credit = {
    isLentTo: true,
    stoppedBy: undefined,
    revenue: 100,
    line: { terms: [], binding: 'cap', ownLine: 0, lineAmount: 90 },
    rate: undefined,
    gates: [],
    flags: [],
    validUntil: '2024-09-28',
  };
  const names = (line: object) =>
    sheetOf({ ...facts, credit: { ...credit, policy: { ...whole, line } } }, 'en')
      .parts.find(({ id }) => id === 'line')
      ?.rows.map(([name]) => name);
  const own = 'Lines already granted to firm, owner and group';
  expect(names(whole.line)).toEqual(['Revenue it is computed from', own, 'Line, rounded down']);
  expect(names(bare)).toEqual(['Revenue it is computed from', 'Line, rounded down']);
});

it('one point is one point', () => {
  const rating = { ...facts.rating!, better: { tier: 4, points: 1 } };
  const note = sheetOf({ ...facts, rating }, 'en').parts.find(({ id }) => id === 'dimensions')?.note;
  expect(note).toMatch(/^1 point below R4; /);
});

it('what the policy says of a column that it carries stands on the sheet, in both languages', () => {
  const county = {
    name: 'county',
    type: 'category',
    source: 'register',
    meaning: { en: 'County', zh: '郡' },
  };
  const carried = { ...facts, columns: [county], details: [['county', 'Kent']] } as unknown as SheetFacts;
  const rows = (language: 'en' | 'zh') =>
    sheetOf(carried, language).parts.find(({ id }) => id === 'details')?.rows;
  expect(rows('en')).toEqual([['County', 'Kent']]);
  expect(rows('zh')).toEqual([['郡', 'Kent']]);
});
