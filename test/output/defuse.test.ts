import { describe, expect, it } from 'vitest';
import { defuse } from '../../src/output/defuse.js';
import { mask } from '../../src/output/mask.js';

describe('defuse', () => {
  it.each(['=1+1', '+1', '-1', '@x', '\t=1', ' =1', '\u00a0=1', '＝1', '＋1', '－1', '＠x', '\u3000@x'])(
    'puts a quote before %j',
    (text) => expect(defuse(text)).toBe(`'${text}`),
  );

  it('guards each physical line', () => {
    expect(defuse('a\n=1\r\nb')).toBe("a\n'=1\r\nb");
  });

  it.each(['佛山陶瓷', 'a=b', '1-2', ''])('leaves %j alone', (text) => expect(defuse(text)).toBe(text));
});

describe('mask', () => {
  it('keeps the ends', () => {
    expect(mask('陈志强', 'name')).toBe('陈**');
    expect(mask('13812345678', 'phone')).toBe('138****5678');
    expect(mask('1234567', 'phone')).toBe('*******');
  });
});
