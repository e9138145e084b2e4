import { describe, expect, it } from 'vitest';
import { pdByScore, scoreLine } from '../../src/enterprise/points.js';
import { placeTiers, tierOf } from '../../src/enterprise/tiers.js';

const scale = { score: 600, odds: 50, pointsToDouble: 60 };

describe('scoreLine', () => {
  it('is S = 261.3686 + 86.5617 ln odds for 600 at 50:1 and 60 points to double', () => {
    const { factor, offset } = scoreLine(scale);
    expect(factor).toBeCloseTo(86.5617, 4);
    expect(offset).toBeCloseTo(261.3686, 4);
  });
});

describe('pdByScore', () => {
  it('is 1 in 51 at 600 and halves its odds every 60 points', () => {
    const pds = pdByScore(scale);
    expect(pds[600]).toBe(Math.round(1e6 / 51));
    expect(pds[660]).toBe(Math.round(1e6 / 101));
    expect(pds.every((pd, i) => i === 0 || pd <= pds[i - 1]!)).toBe(true);
  });
});

describe('placeTiers', () => {
  const line = scoreLine(scale);
  const none = new Array<number>(1001).fill(0);

  it('gives the published floors of the master scale', () => {
    const { floors } = placeTiers(
      { method: 'master-scale', base: 0.0005, ratio: 1.6 },
      { histogram: none, line },
    );
    expect(floors).toEqual([899, 859, 818, 777, 736, 695, 654, 613, 572, 529, 486, 442, 394, 342, 0]);
  });

  it('puts a score equal to a floor into the better tier', () => {
    const floors = [899, 859, 818, 777, 736, 695, 654, 613, 572, 529, 486, 442, 394, 342, 0];
    expect([900, 899, 898, 342, 341, 0, 1000].map((score) => tierOf(score, floors))).toEqual([
      1, 1, 2, 14, 15, 15, 1,
    ]);
  });

  const shares = [0.02, 0.03, 0.05, 0.05, 0.05, 0.05, 0.05, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.05, 0.05];

  it('cuts a flat population exactly where the shares say', () => {
    const histogram = none.map((_n, score) => (score === 0 ? 0 : 10));
    const { floors } = placeTiers({ method: 'shares', shares, minimumFirms: 30 }, { histogram, line });
    expect(floors).toEqual([981, 951, 901, 851, 801, 751, 701, 601, 501, 401, 301, 201, 101, 51, 0]);
  });

  it('takes floors that the spec gives, the last tier from 0 on', () => {
    const given = Array.from({ length: 14 }, (_, i) => 900 - 50 * i);
    const { floors } = placeTiers({ method: 'given', floors: given }, { histogram: none, line });
    expect(floors).toEqual([...given, 0]);
  });

  it('places thin tiers all the same where there are no floors to keep, and says so', () => {
    const histogram = none.map(() => 1);
    const { note } = placeTiers({ method: 'shares', shares, minimumFirms: 30 }, { histogram, line });
    // the smallest share, 2 % of 1,001 firms
    expect(note).toBe('placed by shares on 1001 rated firms; thin: a tier holds about 20 firms');
  });

  it('keeps the previous floors when a tier would be thin, and says so', () => {
    const histogram = none.map(() => 1);
    const previous = Array.from({ length: 15 }, (_, i) => 700 - 50 * i);
    const kept = placeTiers({ method: 'shares', shares, minimumFirms: 30 }, { histogram, line, previous });
    expect(kept.floors).toBe(previous);
    expect(kept.note).toMatch(/previous floors kept/);
  });
});
