import { codeLegend } from './code-legend.js';
import { dayNotices } from './days.js';
import { hearOfLog } from './logged.js';
import {
  count,
  draftNotice,
  heading,
  many,
  plain,
  printJson,
  printLines,
  quiet,
  restLine,
  syntheticNotice,
  table,
  warning,
} from './print.js';

interface WatchFlags {
  readonly study: string;
  readonly draft?: boolean;
  readonly log?: string;
  readonly out?: string;
  readonly lang: 'en' | 'zh';
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
    onLogged: hearOfLog(),
  });
  const { value: policy } = await dipper.readPolicy(study);
  const words = { policy, language: flags.lang };
  if (flags.out !== undefined) await dipper.writeWatched(flags.out, found.loans, words);
  if (flags.json) return printJson(found);
  if (study.synthetic) printLines(syntheticNotice());
  if (found.loans.some(({ draft }) => draft)) printLines(draftNotice());
  printActions(found, { dipper, policy, lang: flags.lang });
  const days = found.loans.map(({ loan }) => loan.asOf);
  printLines(...dayNotices('loan', days, study.asOf), ...apartLines(found));
  printOverdue(found, await industryNames(dipper, study, flags.lang));
  printLines(
    quiet(
      `  ${count(found.written)} ${found.written === 1 ? 'record' : 'records'} written to ${dipper.logOf(study, flags.log)}; head ${found.head}`,
    ),
  );
}

type Found = import('../src/index.js').WatchResult;

/** What is said of borrowers whose loans were not looked at together. */
function apartLines({ onOtherDays }: Found): string[] {
  const [first] = onOtherDays;
  if (first === undefined) return [];
  const who = `${many(onOtherDays.length, 'loan')} of borrowers with loans last told of on different days`;
  return [warning(`  ${who}, e.g. ${plain(first)}: only those of one day share a line`)];
}

const SHOWN = 40;

function printActions(found: Found, wording: Parameters<typeof codeLegend>[1]): void {
  const due = found.loans.filter(({ result }) => result.action !== 'keep');
  const shown = due.slice(0, SHOWN);
  const rows = shown.map(({ loan, result }) => [
    plain(loan.loanId),
    plain(loan.companyId),
    result.action,
    result.tier === null ? '' : `R${result.tier}`,
    count(loan.line),
    count(loan.drawn),
    result.lineToday === null ? '' : count(result.lineToday),
    count(result.lineAmount),
    result.reasons.map(({ code }) => code).join(' '),
  ]);
  const head = [
    'loan',
    'company',
    'action',
    'tier',
    'line',
    'drawn',
    'line today',
    'line from now',
    'reasons',
  ];
  if (rows.length > 0) printLines(heading('What is to be done'), table(head, rows, [0, 1, 2, 3, 8]));
  printLines(...restLine(due.length, SHOWN));
  const codes = shown.flatMap(({ result }) => result.reasons.map(({ code }) => code));
  printLines(...codeLegend(codes, wording));
  const counts = ['keep', 'manual', 'cut', 'freeze', 'collect'].map((action) => {
    const own = found.loans.filter(({ result }) => result.action === action);
    return `${action} ${count(own.length)}`;
  });
  printLines(`  ${counts.join(', ')}`);
}

type Dipper = typeof import('../src/index.js');
type Study = import('../src/index.js').Study;

async function industryNames(dipper: Dipper, study: Study, lang: WatchFlags['lang']) {
  const { industries } = (await dipper.readIndustry(study)).value;
  return new Map(industries.map(({ id, name }) => [id, name[lang]]));
}

function printOverdue(found: Found, names: ReadonlyMap<string, string>): void {
  const overdue = found.overdue.map(({ by, value, loans, drawn, from1, from30, from90 }) => [
    by,
    plain((by === 'industry' ? names.get(value) : undefined) ?? value),
    ...[loans, drawn, from1, from30, from90].map(count),
  ]);
  printLines(
    heading('Overdue'),
    table(['by', '', 'loans', 'drawn', '1+ days', '30+', '90+'], overdue, [0, 1]),
  );
}
