import { describe, expect, it } from 'vitest';
import { mask } from '../../src/core/mask.js';

describe('mask', () => {
  it('keeps the ends', () => {
    expect(mask('陈志强', 'name')).toBe('陈**');
    expect(mask('13812345678', 'phone')).toBe('138****5678');
    expect(mask('1234567', 'phone')).toBe('*******');
    expect(mask('陈', 'name')).toBe('*');
    expect(mask('0757-83281234', 'phone')).toBe('075******1234');
  });

  it.each(['8328123', '83281234', '8328-1234', '075783281'])(
    'hides a phone whole that its ends would give away: %s',
    (phone) => {
      expect(mask(phone, 'phone')).toBe('*'.repeat(phone.length));
    },
  );

  it('hides what is no phone like a name', () => {
    expect(mask('陈志强 13812345678', 'phone')).toBe(`陈${'*'.repeat(14)}`);
    expect(mask('zhiqiang.chen@example.com', 'phone')).toBe(`z${'*'.repeat(24)}`);
  });
});
