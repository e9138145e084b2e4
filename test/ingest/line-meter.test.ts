import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineMeter, SHORT_LINE } from '../../src/ingest/line-meter.js';

/** The meter's answer for lines of given lengths, the text cut into chunks of given sizes. */
function measured(lengths: readonly number[], sizes: readonly number[]): number {
  const text = Buffer.from(lengths.map((length) => 'x'.repeat(length)).join('\n'));
  const meter = lineMeter();
  let at = 0;
  for (let i = 0; at < text.length; i++) {
    const size = sizes[i % sizes.length]!;
    meter.push(text.subarray(at, at + size));
    at += size;
  }
  return meter.longest();
}

describe('the longest line', () => {
  it('counts only above a mebibyte, to the byte', () => {
    expect(measured([SHORT_LINE, 5, SHORT_LINE], [1 << 22])).toBe(0);
    expect(measured([SHORT_LINE + 1, 5], [1 << 22])).toBe(SHORT_LINE + 1);
    expect(measured([5, SHORT_LINE + 1], [1 << 22])).toBe(SHORT_LINE + 1);
    expect(measured([5, SHORT_LINE + 1, 7], [1000])).toBe(SHORT_LINE + 1);
  });

  it('is the same however the bytes are cut', () => {
    const line = fc.oneof(fc.nat(400), fc.integer({ min: SHORT_LINE - 3, max: 2 * SHORT_LINE + 3 }));
    const size = fc.oneof(
      fc.integer({ min: 60_000, max: 90_000 }),
      fc.integer({ min: SHORT_LINE - 2, max: 3 * SHORT_LINE }),
    );
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 6 }),
        fc.array(size, { minLength: 1, maxLength: 4 }),
        (lengths, sizes) => {
          const most = Math.max(...lengths);
          expect(measured(lengths, sizes)).toBe(most > SHORT_LINE ? most : 0);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('lines', () => {
  it('are counted where they have anything in them, however the bytes are cut', () => {
    const line = fc.constantFrom('', '\r', 'a', 'a\r', '企业', '\r\r');
    fc.assert(
      fc.property(fc.array(line, { maxLength: 20 }), fc.integer({ min: 1, max: 7 }), (lines, size) => {
        const text = Buffer.from(lines.join('\n'));
        const meter = lineMeter();
        for (let at = 0; at < text.length; at += size) meter.push(text.subarray(at, at + size));
        expect(meter.lines()).toBe(lines.filter((each) => each !== '' && each !== '\r').length);
      }),
    );
  });
});
