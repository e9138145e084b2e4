import type { CreditFirm } from '../credit/read-firm.js';
import type { Company, Rating } from '../enterprise/rate-company.js';

/** A rated company as the policy reads it. */
export function creditFirm(
  company: Company,
  { score, industry }: Pick<Rating, 'score' | 'industry'>,
  { tier, ownLine }: { readonly tier: number; readonly ownLine: number },
): CreditFirm {
  const valueAt = (name: string) => company[name] ?? null;
  return { tier, score, industryId: industry?.id ?? null, valueAt, ownLine };
}
