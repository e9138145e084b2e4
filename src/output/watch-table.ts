import { type AnswerWords, wordedAnswers } from './worded-answers.js';
import { writeTable } from './write-table.js';

/** What a table of watched loans shows of each. */
interface Watched {
  readonly loan: {
    readonly loanId: string;
    readonly companyId: string;
    readonly line: number;
    readonly drawn: number;
    readonly overdueDays: number;
    readonly asOf: string;
  };
  readonly result: {
    readonly action: string;
    readonly reasons: readonly { readonly code: string }[];
    readonly tier: number | null;
    readonly lineToday: number | null;
    readonly lineAmount: number;
  };
  readonly synthetic: boolean;
  readonly draft: boolean;
}

/**
 * Writes what is done about loans, one row each: a workbook where the path ends in .xlsx, otherwise CSV.
 * A workbook in Chinese has words for heads and codes.
 * @param path the file
 * @param watched loans with their decisions
 * @param words the policy that decided, and the language
 */
export async function writeWatched(
  path: string,
  watched: readonly Watched[],
  words: AnswerWords,
): Promise<void> {
  const columns = [
    'loan_id',
    'company_id',
    'as_of',
    'line',
    'drawn',
    'overdue_days',
    'tier',
    'action',
    'line_today',
    'line_amount',
    'reasons',
    'synthetic',
    'draft',
  ];
  const rows = watched.map(({ loan, result, synthetic, draft }) => [
    loan.loanId,
    loan.companyId,
    loan.asOf,
    loan.line,
    loan.drawn,
    loan.overdueDays,
    result.tier === null ? null : `R${result.tier}`,
    result.action,
    result.lineToday,
    result.lineAmount,
    result.reasons.map(({ code }) => code).join('|'),
    Number(synthetic),
    Number(draft),
  ]);
  const heads = { line_amount: '处置后额度', tier: '现等级' };
  const table = wordedAnswers({ columns, rows }, path, { words, heads });
  await writeTable(path, table, 'loans');
}
