import { dayNotices } from './days.js';
import {
  count,
  draftNotice,
  heading,
  plain,
  printJson,
  printLines,
  quiet,
  syntheticNotice,
  table,
} from './print.js';

interface WatchFlags {
  readonly study: string;
  readonly draft?: boolean;
  readonly log?: string;
  readonly out?: string;
  readonly json?: boolean;
}

/** `dipper watch`: granted firms again. */
export async function watch(source: string, flags: WatchFlags): Promise<void> {
  const dipper = await import('../src/index.js');
  const study = await dipper.openStudy(flags.study);
  await dipper.assertOut(flags.out, { study, given: [source, flags.log] });
  const found = await dipper.watchLoans(study, source, {
    ...(flags.draft === undefined ? {} : { draft: flags.draft }),
    ...(flags.log === undefined ? {} : { log: flags.log }),
  });
  if (flags.out !== undefined) await dipper.writeWatched(flags.out, found.loans);
  if (flags.json) return printJson(found);
  if (study.synthetic) printLines(syntheticNotice());
  if (found.loans.some(({ draft }) => draft)) printLines(draftNotice());
  printActions(found);
  const days = found.loans.map(({ loan }) => loan.asOf);
  printLines(...dayNotices('loan', days, study.asOf));
  printOverdue(found);
  printLines(
    quiet(
      `  ${count(found.written)} ${found.written === 1 ? 'record' : 'records'} written to ${dipper.logOf(study, flags.log)}; head ${found.head}`,
    ),
  );
}

type Found = import('../src/index.js').WatchResult;

function printActions(found: Found): void {
  const rows = found.loans
    .filter(({ result }) => result.action !== 'keep')
    .slice(0, 40)
    .map(({ loan, result }) => [
      plain(loan.loanId),
      plain(loan.companyId),
      result.action,
      result.tier === null ? '' : `R${result.tier}`,
      count(loan.line),
      count(loan.drawn),
      count(result.lineAmount),
      result.reasons.map(({ code }) => code).join(' '),
    ]);
  const head = ['loan', 'company', 'action', 'tier', 'line', 'drawn', 'line from now', 'reasons'];
  if (rows.length > 0) printLines(heading('What is to be done'), table(head, rows, [0, 1, 2, 3, 7]));
  const counts = ['keep', 'manual', 'cut', 'freeze', 'collect'].map((action) => {
    const own = found.loans.filter(({ result }) => result.action === action);
    return `${action} ${count(own.length)}`;
  });
  printLines(`  ${counts.join(', ')}`);
}

function printOverdue(found: Found): void {
  const overdue = found.overdue.map(({ by, value, loans, drawn, from1, from30, from90 }) => [
    by,
    plain(value),
    ...[loans, drawn, from1, from30, from90].map(count),
  ]);
  printLines(
    heading('Overdue'),
    table(['by', '', 'loans', 'drawn', '1+ days', '30+', '90+'], overdue, [0, 1]),
  );
}
