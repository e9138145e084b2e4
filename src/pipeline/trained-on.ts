import type { EnterpriseDocument } from '../document/enterprise-document.js';
import { type CompanyPlan, companyFiles } from './load-companies.js';

/** Whether a file of a company table, by its bytes, is one that a card was trained on: its labels are known to the card. */
export function isTrainedOn({ builtOn }: EnterpriseDocument, plan: CompanyPlan): boolean {
  const seen = new Set(Object.values(builtOn));
  return Object.values(companyFiles({ ...plan, invoices: undefined })).some(({ sha256 }) => seen.has(sha256));
}
