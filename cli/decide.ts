import { codeLegend } from './code-legend.js';
import { dayNotices } from './days.js';
import { decideLines } from './decide-lines.js';
import { EXIT } from './exit.js';
import { hearOfLog } from './logged.js';
import {
  count,
  draftNotice,
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
import { openStdin } from './stdin.js';

interface DecideFlags {
  readonly study: string;
  readonly run?: string;
  readonly date?: string;
  readonly draft?: boolean;
  readonly log?: string;
  readonly out?: string;
  readonly invoices?: string;
  readonly replay?: boolean;
  readonly expectHead?: string;
  readonly lang: 'en' | 'zh';
  readonly json?: boolean;
}

type Dipper = typeof import('../src/index.js');
type Decided = import('../src/index.js').DecidedApplication;
type Study = import('../src/index.js').Study;

/** `dipper decide`: applications from a file or stdin, or the replay of the log. */
export async function decide(source: string | undefined, flags: DecideFlags): Promise<void> {
  const dipper = await import('../src/index.js');
  const study = await dipper.openStudy(flags.study);
  if (flags.replay) return replay(dipper, study, flags);
  if (source === undefined) throw missing(dipper, '<applications>', 'a file, or - for stdin');
  if (flags.run === undefined) throw missing(dipper, '--run', 'the run whose target list holds the offers');
  if (source === '-' && flags.out !== undefined) throw outOfLines(dipper);
  if (flags.expectHead !== undefined) throw idleHead(dipper);
  await dipper.assertOut(flags.out, { study, given: [source, flags.log, flags.invoices] });
  const stdin = source === '-' ? openStdin(dipper) : undefined;
  const decider = await dipper.openDecider(study, {
    run: flags.run,
    ...(flags.date === undefined ? {} : { decidedOn: flags.date }),
    ...(flags.draft === undefined ? {} : { draft: flags.draft }),
    ...(flags.log === undefined ? {} : { log: flags.log }),
    ...(flags.invoices === undefined ? {} : { invoices: flags.invoices }),
    onLogged: hearOfLog(),
  });
  try {
    if (stdin !== undefined) return await decideLines(dipper, decider, stdin);
    const applications = await decider.readFile(source);
    const decided = await decider.decide(applications);
    const policy = decider.models.policy.value;
    const words = { policy, language: flags.lang };
    if (flags.out !== undefined) await dipper.writeDecisions(flags.out, decided, words);
    if (flags.json) return printJson(decided);
    if (study.synthetic) printLines(syntheticNotice());
    if (decided.some(({ draft }) => draft)) printLines(draftNotice());
    printDecided(decided, { dipper, policy, lang: flags.lang });
    const days = applications.map(({ appliedAt }) => flags.date ?? appliedAt);
    printLines(...dayNotices('application', days, study.asOf));
    const head = decider.head();
    if (head !== undefined) printLines(quiet(`  head of the log: record ${head.seq}, ${head.hash}`));
    printLines(quiet(`  log: ${dipper.logOf(study, flags.log)}`));
  } finally {
    await decider.close();
  }
}

const idleHead = ({ InputError }: Dipper) =>
  new InputError('USAGE', 'A flag would do nothing', [
    { code: 'USAGE', path: '--expect-head', expected: '--replay, which looks for it' },
  ]);

function missing({ InputError }: Dipper, path: string, expected: string) {
  return new InputError('USAGE', `${path} is missing`, [{ code: 'USAGE', path, expected }]);
}

/** A filter answers each line as it comes: there is no end at which a table could be written. */
function outOfLines({ InputError }: Dipper) {
  return new InputError('USAGE', '--out goes with a file of applications, not with -', [
    { code: 'USAGE', path: '--out', expected: 'one of the two: the answers to stdin stand on stdout' },
  ]);
}

/** So many decisions are shown; all of them stand in the log, and where --out says. */
const SHOWN = 40;

/** Why it was decided so, and what is marked on it. */
const codesOf = ({ reasons, flags }: Decided['result']) => [...reasons.map(({ code }) => code), ...flags];

function decidedRow({ applicationId, companyId, result }: Decided): string[] {
  const { outcome, tier, line, rate, grantedAmount } = result;
  return [
    plain(applicationId),
    plain(companyId),
    outcome,
    tier === null ? '' : `R${tier}`,
    line === null ? '' : count(line.lineAmount),
    outcome === 'approve' ? count(grantedAmount) : '',
    rate === null ? '' : `${(rate.rateBp / 100).toFixed(2)} %`,
    line === null ? '' : `${line.winner}: ${line.binding}`,
    codesOf(result).join(' '),
  ];
}

function printDecided(decided: readonly Decided[], wording: Parameters<typeof codeLegend>[1]): void {
  const shown = decided.slice(0, SHOWN);
  const head = [
    'application',
    'company',
    'outcome',
    'tier',
    'line',
    'granted',
    'rate (indicative)',
    'held by',
    'reasons, flags',
  ];
  printLines(table(head, shown.map(decidedRow), [0, 1, 2, 3, 7, 8]));
  printLines(...restLine(decided.length, SHOWN));
  printLines(
    ...codeLegend(
      shown.flatMap(({ result }) => codesOf(result)),
      wording,
    ),
  );
  for (const outcome of ['approve', 'manual', 'offline', 'reject']) {
    const own = decided.filter(({ result }) => result.outcome === outcome);
    if (own.length > 0) printLines(`  ${outcome}: ${count(own.length)}`);
  }
  const known = decided.filter(({ seq }) => seq === null).length;
  if (known > 0)
    printLines(quiet(`  ${count(known)} were decided before and are shown as they stand in the log`));
}

async function replay(dipper: Dipper, study: Study, flags: DecideFlags): Promise<void> {
  const path = dipper.logOf(study, flags.log);
  const options = flags.expectHead === undefined ? {} : { expectHead: flags.expectHead };
  const found = await dipper.replayDecisions(path, options);
  if (found.problem !== null) process.exitCode = EXIT.verdict;
  if (flags.json) return printJson(found);
  const outcomes = Object.entries(found.outcomes).map(([name, n]) => `${name} ${count(n)}`);
  printLines(
    `${many(found.records, 'record')} ${found.records === 1 ? 'stands' : 'stand'} (${outcomes.join(', ') || 'none'})`,
    `head: ${found.head ?? 'none'}`,
  );
  if (found.problem === null)
    printLines(found.records === 0 ? 'The log holds no record.' : 'Every record was decided alike again.');
  for (const problem of found.problems)
    printLines(warning(plain(`${problem.code}: ${dipper.formatProblem(problem)}`)));
}
