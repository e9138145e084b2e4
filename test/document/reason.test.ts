import { describe, expect, it } from 'vitest';
import { reasonSchema } from '../../src/document/common.js';

describe('a reason', () => {
  it.each(['known on the day', '行业数据无法取得', '监管要求', '数据不 可得', ' 0123456789 '])(
    'has ten letters or four Chinese characters: %s',
    (reason) => {
      expect(reasonSchema.parse(reason)).toBe(reason);
    },
  );

  it.each(['', '          ', 'because   ', 'no data', '无数据', '无  数  据'])(
    'is longer than "%s"',
    (reason) => {
      expect(reasonSchema.safeParse(reason).error?.issues[0]?.message).toBe(
        'a reason of ten letters, or four Chinese characters, or more',
      );
    },
  );
});
