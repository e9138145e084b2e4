import type { Table } from './csv.js';
import { type AnswerWords, wordedAnswers } from './worded-answers.js';
import { writeTable } from './write-table.js';

interface Result {
  readonly outcome: string;
  readonly reasons: readonly { readonly code: string }[];
  readonly flags: readonly string[];
  readonly tier: number | null;
  readonly line: { readonly lineAmount: number; readonly winner: string; readonly binding: string } | null;
  readonly rate: { readonly rateBp: number } | null;
  readonly grantedAmount: number;
  readonly validUntil: string | null;
}

/** What a table of decisions shows of each. */
interface Decided {
  readonly applicationId: string;
  readonly companyId: string;
  readonly result: Result;
  readonly seq: number | null;
  readonly hash: string | null;
  readonly synthetic: boolean;
  readonly draft: boolean;
}

const COLUMNS = [
  'application_id',
  'company_id',
  'outcome',
  'tier',
  'line_amount',
  'granted_amount',
  'rate_bp',
  'valid_until',
  'winner',
  'binding_term',
  'reasons',
  'flags',
  'seq',
  'hash',
  'synthetic',
  'draft',
];

/**
 * Writes decisions, one row each: a workbook where the path ends in .xlsx, otherwise CSV.
 * A workbook in Chinese has words for heads and codes.
 * @param path the file
 * @param decided decisions as the log has them
 * @param words the policy that decided, and the language
 */
export async function writeDecisions(
  path: string,
  decided: readonly Decided[],
  words: AnswerWords,
): Promise<void> {
  const rows = decided.map(({ applicationId, companyId, result, ...rest }): Table['rows'][number] => {
    const { outcome, reasons, flags, tier, line, rate, grantedAmount, validUntil } = result;
    return [
      applicationId,
      companyId,
      outcome,
      tier === null ? null : `R${tier}`,
      line?.lineAmount ?? null,
      grantedAmount,
      rate?.rateBp ?? null,
      validUntil,
      line?.winner ?? null,
      line?.binding ?? null,
      reasons.map(({ code }) => code).join('|'),
      flags.join('|'),
      rest.seq,
      rest.hash,
      Number(rest.synthetic),
      Number(rest.draft),
    ];
  });
  const table = wordedAnswers({ columns: COLUMNS, rows }, path, { words });
  await writeTable(path, table, 'decisions');
}
