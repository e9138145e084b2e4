import { describe, expect, it } from 'vitest';
import { didYouMean, suggest } from '../../src/core/suggest.js';

describe('suggest', () => {
  it('finds a slip of the pen', () => {
    expect(suggest('tax_ratng', ['town', 'tax_rating', 'name'])).toBe('tax_rating');
    expect(suggest('nmae', ['town', 'name'])).toBe('name');
  });

  it('says nothing when nothing is near', () => {
    expect(suggest('revenue', ['town', 'name'])).toBeUndefined();
    expect(didYouMean('revenue', ['town'])).toEqual({});
  });
});
