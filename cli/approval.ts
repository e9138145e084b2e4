import { plain, warning } from './print.js';

/** Where a document stands: who approved it and from when on it holds, or that nobody did. */
export function approval({
  status,
  approver,
  validFrom,
}: {
  readonly status: string;
  readonly approver?: string | undefined;
  readonly validFrom?: string | undefined;
}): string {
  if (status !== 'approved') return warning(plain(status));
  if (approver === undefined || validFrom === undefined) return status;
  return `approved by ${plain(approver)}, valid from ${validFrom}`;
}
