import { plain, warning } from './print.js';

interface Approval {
  readonly status: 'draft' | 'approved' | 'retired';
  readonly approver?: string | undefined;
  readonly validFrom?: string | undefined;
}

/**
 * Where a document stands on a day, as runs count it: who approved it and from when on it holds, or that nobody did.
 * @param document its head
 * @param asOf the day
 */
export function approval(
  document: Approval,
  { dipper, asOf }: { readonly dipper: typeof import('../src/index.js'); readonly asOf: string },
): string {
  const { status, approver, validFrom } = document;
  const counted = dipper.standing(document, asOf);
  if (counted === 'approved') return `approved by ${plain(approver!)}, valid from ${validFrom}`;
  return warning(status === counted ? status : `${counted}: approved by nobody, or not from ${asOf} on`);
}
