import { describe, expect, it } from 'vitest';
import { CREDIT_PATTERN, creditCheckCharacter, isCreditPattern } from '../../src/document/credit-code.js';

const isCreditCode = (text: string): boolean =>
  new RegExp(`^${CREDIT_PATTERN}$`).test(text) && creditCheckCharacter(text.slice(0, 17)) === text[17];

describe('a unified social credit code', () => {
  it('ends with the character that python-stdnum computes, as published codes do', () => {
    const published = [
      '91350100M000100Y43',
      '91110000600037341L',
      '91110000802100433B',
      '9144030071526726XG',
      '914403001922038216',
    ];
    for (const code of published) expect(creditCheckCharacter(code.slice(0, 17)), code).toBe(code[17]);
    expect(published.every(isCreditCode)).toBe(true);
  });

  it('is none when a character is swapped, changed, missing or of no code', () => {
    expect(isCreditCode('91110000600037342L')).toBe(false);
    expect(isCreditCode('91110000060037341L')).toBe(false);
    expect(isCreditCode('9111000060003734L')).toBe(false);
    expect(isCreditCode('91110000600037341I')).toBe(false);
    expect(isCreditCode('91110000600037341l')).toBe(false);
  });

  it('is told from other ids by the pattern of its contract', () => {
    expect(isCreditPattern('[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}')).toBe(true);
    expect(isCreditPattern('[0-9A-Z]{18}')).toBe(false);
    expect(isCreditPattern('[0-9A-HJ-NPQRTUWXY]{15,18}')).toBe(false);
    expect(isCreditPattern('[0-9]{9}')).toBe(false);
  });
});
