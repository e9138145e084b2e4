import { scopes } from '../document/policy-decision.js';

/** A tier as people write it: R6, or 6. */
export const TIER = 'R?(1[0-5]|[1-9])';
const SCOPE = `(${scopes.join('|')})`;
/** What an applicant authorises, one or several. */
export const SCOPES = `${SCOPE}( *\\| *${SCOPE})*`;

/** Patterns of our own tables, in words. */
export const toldPatterns: ReadonlyMap<string, string> = new Map([
  [TIER, 'a tier, R1 to R15 or 1 to 15'],
  [SCOPES, `${scopes.join(', ')}, several joined by |`],
]);
