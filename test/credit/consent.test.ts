import { describe, expect, it } from 'vitest';
import { type Authorisation, validScopes } from '../../src/credit/consent.js';

const signed: Authorisation = {
  authorisationId: 'A1',
  authorisedAt: '2024-02-28',
  scope: 'tax| finance |everything',
};
const valid = (on: string, change: Partial<Authorisation> = {}) => [
  ...validScopes({ ...signed, ...change }, on, 2),
];

describe('validScopes', () => {
  it('lets known scopes be read, blanks around them or not', () => {
    expect(valid('2024-02-28')).toEqual(['tax', 'finance']);
  });

  it('begins on the day of signing and ends after as many days as the policy says, both included', () => {
    // 2024 has a 29 February: two days on is 1 March
    expect(valid('2024-02-27')).toEqual([]);
    expect(valid('2024-03-01')).toEqual(['tax', 'finance']);
    expect(valid('2024-03-02')).toEqual([]);
  });

  it('is nothing without an id, a day or a scope', () => {
    expect(valid('2024-02-28', { authorisationId: null })).toEqual([]);
    expect(valid('2024-02-28', { authorisedAt: null })).toEqual([]);
    expect(valid('2024-02-28', { scope: null })).toEqual([]);
  });
});
