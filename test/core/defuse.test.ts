import { describe, expect, it } from 'vitest';
import { defuse, undefused } from '../../src/core/defuse.js';

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

describe('undefused', () => {
  it('is what was defused, and any other text', () => {
    for (const text of ['+互联网', '=1', ' -x', 'a\n=1\r\n+b', '佛山陶瓷', "o'clock", "'tis", ''])
      expect(undefused(defuse(text))).toBe(text);
    expect(undefused("'tis")).toBe("'tis");
  });
});
