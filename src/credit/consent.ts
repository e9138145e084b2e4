import { daysBetween } from '../core/dates.js';
import { type Scope, scopes } from '../document/policy-decision.js';

/** What an applicant authorised, as it stands in the application. */
export interface Authorisation {
  readonly authorisationId: string | null;
  /** `YYYY-MM-DD`. */
  readonly authorisedAt: string | null;
  /** Scopes separated by `|`. */
  readonly scope: string | null;
}

/**
 * The scopes that may be read on a day: named, signed on or before that day, and not older than the policy allows.
 * @param authorisation the application's
 * @param on the day of the decision, `YYYY-MM-DD`
 * @param days for which an authorisation is good
 */
export function validScopes(authorisation: Authorisation, on: string, days: number): ReadonlySet<Scope> {
  const { authorisationId, authorisedAt, scope } = authorisation;
  if (authorisationId === null || authorisedAt === null || scope === null) return new Set();
  const age = daysBetween(authorisedAt, on);
  if (age < 0 || age > days) return new Set();
  const named = scope.split('|').map((part) => part.trim());
  return new Set(scopes.filter((known) => named.includes(known)));
}
