import { describe, expect, it } from 'vitest';
import type { Policy } from '../../src/document/policy.js';
import { rateBasis } from '../../src/text/rate.js';

const basis = (name: unknown, language: 'en' | 'zh') =>
  rateBasis({ reference: { name, rateBp: 310, date: '2025-06-20' } } as Policy['rate'], language);

describe('what a rate on a list is', () => {
  it('names the reference rate in the language of the list', () => {
    const name = { en: 'LPR 1 year', zh: '1年期LPR' };
    expect(basis(name, 'zh')).toBe('参考利率（年化单利）；1年期LPR 3.10 %（2025-06-20）');
    expect(basis(name, 'en')).toBe('indicative; simple rate a year; LPR 1 year 3.10 % of 2025-06-20');
  });

  it('takes one name for both languages too', () => {
    expect(basis('LPR', 'zh')).toBe('参考利率（年化单利）；LPR 3.10 %（2025-06-20）');
  });
});
