import { codeLegend } from './code-legend.js';
import {
  count,
  heading,
  many,
  plain,
  printJson,
  printLines,
  restLine,
  syntheticNotice,
  table,
  warning,
  writtenLine,
} from './print.js';

interface ChangesFlags {
  readonly study: string;
  readonly run: string;
  readonly since: string;
  readonly out?: string;
  readonly lang: 'en' | 'zh';
  readonly json?: boolean;
}

type Found = import('../src/index.js').ListChanges;

/** So many firms are shown; all of them stand where --out says. */
const SHOWN = 30;

/** `dipper changes`: the target list of a run beside that of an earlier one. */
export async function changes(flags: ChangesFlags): Promise<void> {
  const dipper = await import('../src/index.js');
  const study = await dipper.openStudy(flags.study);
  await dipper.assertOut(flags.out, { study, given: [] });
  const told = await dipper.listChanges(study, flags);
  const { changes: found, policies } = told;
  if (flags.out !== undefined) await dipper.writeChanges(flags.out, told, flags.lang);
  if (flags.json) return printJson(found);
  if (study.synthetic) printLines(syntheticNotice());
  const { before, now, joined, left, moved, firms } = found;
  printLines(
    `${sumsText(before)} then (${plain(found.since)}), ${sumsText(now)} now (${plain(found.run)}), ${study.currency}`,
    `  ${count(joined)} joined, ${count(left)} left, ${count(moved)} with another tier, line, rate or cap`,
    ...otherwise(found),
  );
  if (left > 0) printLines(heading('Why those that left are not on it'), whyTable(found.whyLeft));
  if (joined > 0) printLines(heading('Why those that joined were not on it'), whyTable(found.whyJoined));
  if (firms.length > 0) printLines(heading('Firms'), firmTable(firms.slice(0, SHOWN)));
  printLines(...restLine(firms.length, SHOWN));
  const { lang } = flags;
  // Why a firm was not on the earlier list is said by the policy of then.
  const then = { codes: Object.keys(found.whyJoined), policy: policies.before };
  printLines(...codeLegend(Object.keys(found.whyLeft), { dipper, policy: policies.now, lang }, then));
  printLines(...writtenLine(firms.length, flags.out));
}

function sumsText({ firms, lineSum, within }: Found['now']): string {
  const all = `${many(firms, 'firm')}, lines ${count(lineSum)}`;
  return within.firms === firms
    ? all
    : `${all} (within the caps ${count(within.firms)}, ${count(within.lineSum)})`;
}

/** What makes two lists differ beside their firms. */
function otherwise({ documents, swapped, run, since }: Found): string[] {
  const files = documents.map((name) => `${name}.json`).join(', ');
  const told = [
    documents.includes('policy') ? '; of policies dipper models diff says how' : '',
    documents.includes('enterprise')
      ? '; of cards dipper monitor counts who moved from which tier to which'
      : '',
  ];
  return [
    ...(documents.length > 0 ? [warning(`  the runs differ in ${files}${told.join('')}`)] : []),
    ...(swapped
      ? [warning(plain(`  ${since} is of a later day than ${run}: then and now stand the other way round`))]
      : []),
  ];
}

const whyTable = (why: Readonly<Record<string, number>>): string =>
  table(
    ['code', 'firms'],
    Object.entries(why).map(([code, n]) => [plain(code), count(n)]),
  );

/** A cap that stops a firm now, or no more. */
function stoppedText({ kind, stoppedBefore, stoppedNow }: Found['firms'][number]): string[] {
  if (kind === 'left' || stoppedBefore === stoppedNow) return [];
  return [
    stoppedNow === null ? `no longer stopped by ${plain(stoppedBefore!)}` : `stopped by ${plain(stoppedNow)}`,
  ];
}

function firmTable(firms: Found['firms']): string {
  const pair = (before: string, now: string) => (before === now ? before : `${before} → ${now}`);
  const amount = (value: number | null) => (value === null ? '–' : count(value));
  const percent = (bp: number | null) => (bp === null ? '–' : `${(bp / 100).toFixed(2)} %`);
  const rows = firms.map((firm) => [
    plain(firm.companyId),
    firm.kind,
    pair(firm.tierBefore ?? '–', firm.tierNow ?? '–'),
    pair(amount(firm.lineBefore), amount(firm.lineNow)),
    pair(percent(firm.rateBefore), percent(firm.rateNow)),
    [...(firm.kind === 'joined' ? ['then'] : []), ...firm.why, ...stoppedText(firm)].join(' '),
  ]);
  return table(['company', '', 'tier', 'line', 'rate', 'why'], rows, [0, 1, 2, 5]);
}
