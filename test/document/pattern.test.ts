import { expect, it } from 'vitest';
import { columnSchema } from '../../src/document/column.js';
import { isMatched, patternProblem } from '../../src/document/pattern.js';
import { withEngine } from '../fixtures/engine.js';

const good = [
  '[0-9A-Z]{18}',
  '\\d{2}-?\\w+',
  '[一-鿿]+（[^）]*）?',
  '(?:A|B){1,3}',
  '\\p{Lu}\\P{N}*',
  '.+',
  '\\x41|\\+\\(\\)\\.|a\\/b',
  '[ \\t]*\\W',
  '[(?{1001}]+',
  '(a|b)*c{0,1000}',
];
const texts = [
  '91440604YX00087E94',
  '12-x',
  '12x',
  '佛山（南海）',
  'AB',
  'Ab',
  'A1',
  '+().',
  'a/b',
  ' ,',
  'ababc',
  '',
  'é',
  'ａ',
  '😀',
  '\n',
  'x\ny',
];

it('takes what every engine reads alike', async () => {
  await withEngine(async (engine) => {
    for (const pattern of good) {
      expect([pattern, patternProblem(pattern)]).toEqual([pattern, undefined]);
      const whole = new RegExp(`^(?:${pattern})$`, 'su');
      for (const value of texts) {
        const [row] = await engine.rows(`SELECT regexp_full_match('${value}', '${pattern}', 's') AS found`);
        expect([pattern, value, row!.found]).toEqual([pattern, value, whole.test(value)]);
        expect([pattern, value, isMatched(pattern, value)]).toEqual([pattern, value, whole.test(value)]);
      }
    }
  });
});

it('says at once what a matcher that tries one way after another would say in years', () => {
  const cell = `${'a'.repeat(60)}!`;
  expect(isMatched('(a+)+', cell)).toBe(false);
  expect(isMatched('(a|aa)+!', cell)).toBe(true);
  expect(isMatched('.*.*.*.*=', 'a'.repeat(20_000))).toBe(false);
});

it.each([
  ['[', 'no pattern'],
  ['(a{100}){100}', 'nested repetition'],
  ['a++', 'no pattern'],
  ['\\p{Han}+', 'no pattern'],
  ['\\p{Script=Han}+', '\\p'],
  ['(?=.).+', 'look-around, named groups and flags'],
  ['(?<year>\\d+)', 'look-around, named groups and flags'],
  ['\\S+', '\\S'],
  ['(a)\\1', '\\1'],
  ['a\\b', '\\b'],
  ['\\u4e00', '\\u'],
  ['[[:alpha:]', '[:…:] and &&'],
  ['[a&&b]', '[:…:] and &&'],
  ['a{1,1001}', 'more than 1000 times'],
])('refuses %s: %s', (pattern, found) => {
  expect(patternProblem(pattern)).toBe(found);
  const parsed = columnSchema.safeParse({ name: 'x', type: 'text', pattern });
  expect(parsed.error!.issues).toMatchObject([{ path: ['pattern'] }]);
});
