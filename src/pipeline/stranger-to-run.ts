import { undefused } from '../core/defuse.js';
import { InputError, type Problem } from '../core/errors.js';
import { COMPANY_ID } from '../document/contract.js';
import type { OpenRun } from './open-run.js';
import { sealedRows } from './sealed-rows.js';

const REJECTS = 'rejects.csv';

/**
 * What is said of a firm that a run neither rated nor refused.
 * @returns ROW_PROBLEM where its rejects.csv names the firm, otherwise UNKNOWN_COMPANY
 */
export async function strangerToRun({ folder, manifest }: OpenRun, companyId: string): Promise<InputError> {
  const { run, counts } = manifest;
  const rejects = await rejectsOf({ folder, manifest }, companyId);
  if (rejects.length > 0)
    return new InputError('ROW_PROBLEM', `Run ${run} rejected the record of ${companyId}`, rejects);
  const rejected = counts.rejected ?? 0;
  return new InputError('UNKNOWN_COMPANY', `Run ${run} has no company ${companyId}`, [
    {
      code: 'UNKNOWN_COMPANY',
      column: COMPANY_ID,
      found: companyId,
      expected: 'a company of its ratings.csv or refused.csv',
      hint:
        rejected === 0
          ? 'it rejected no record: the company table of then did not have the firm'
          : `its ${REJECTS} names the records that it rejected, ${rejected} in all, by file and line: the firm's may be among them`,
    },
  ]);
}

/** What rejects.csv says of records whose id was the firm's; of other columns it does not say whose they were. */
async function rejectsOf({ folder, manifest }: OpenRun, companyId: string): Promise<Problem[]> {
  const { invoices } = manifest.inputs;
  return (await sealedRows(folder, REJECTS))
    .map((row) => Object.values(row).map(undefused))
    .filter(
      ([file, , column, value]) => column === COMPANY_ID && value === companyId && file !== invoices?.file,
    )
    .map(([file, line, column, found, code, expected]) => ({
      code: code!,
      file: file!,
      line: Number(line),
      column: column!,
      found: found!,
      expected: expected!,
    }));
}
