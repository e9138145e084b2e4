import { describe, expect, it } from 'vitest';
import { mask } from '../../src/output/mask.js';

describe('mask', () => {
  it('keeps the ends', () => {
    expect(mask('陈志强', 'name')).toBe('陈**');
    expect(mask('13812345678', 'phone')).toBe('138****5678');
    expect(mask('1234567', 'phone')).toBe('*******');
  });
});
