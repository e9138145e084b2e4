import { expect, it } from 'vitest';
import { formatProblem } from '../../src/core/errors.js';
import { plainText } from '../../src/core/plain-text.js';

it('takes out what steers a terminal or turns its lines around, and leaves every letter', () => {
  expect(plainText('a\u001b[2Jb\u202ec\u2066d\u0007\u200f')).toBe('a [2Jb c d  ');
  const name = '佛山市“甲”厂 é 👩‍💼 العربية';
  expect(plainText(name)).toBe(name);
  expect(formatProblem({ code: 'X', found: 'a\u202eb', expected: 'a' })).toBe('found "a b"; expected a');
});
