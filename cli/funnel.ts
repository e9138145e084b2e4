import {
  count,
  heading,
  many,
  percent,
  plain,
  printJson,
  printLines,
  quiet,
  syntheticNotice,
  table,
  warning,
} from './print.js';

type Funnel = import('../src/index.js').Funnel;

interface FunnelFlags {
  readonly study: string;
  readonly run: string;
  readonly lists?: readonly string[];
  readonly outcomes?: string;
  readonly until?: string;
  readonly log?: string;
  readonly json?: boolean;
}

/** `dipper funnel`: from the list to overdue. */
export async function funnel(flags: FunnelFlags): Promise<void> {
  const dipper = await import('../src/index.js');
  const study = await dipper.openStudy(flags.study);
  const { lists, outcomes, until, log } = flags;
  const found = await dipper.funnelOf(study, {
    run: flags.run,
    ...(lists && { lists }),
    ...(outcomes !== undefined && { outcomes }),
    ...(until !== undefined && { until }),
    ...(log !== undefined && { log }),
  });
  if (flags.json) return printJson(found);
  if (study.synthetic) printLines(syntheticNotice());
  const rows = found.steps.map(stepRow);
  const head = ['step', 'firms', 'of', 'share', 'exact 95 %', `sum ${study.currency}`, 'mean'];
  printLines(heading('Funnel'), table(head, rows));
  if (found.steps.some(({ unknown }) => unknown)) printLines(quiet('  –: told by --outcomes only'));
  printCounts('Rejected by', found.rejectedBy);
  printCounts('Refused for', found.refusedFor);
  printLines(...leftOutLines(found));
  const { published } = found;
  if (published)
    printLines(
      quiet(
        `  published: about ${count(published.targets)} on the list, ${count(published.granted)} granted (mean ${count(published.grantedMean)}), ${count(published.drawn)} drew (mean ${count(published.drawnMean)}), ${count(published.overdue)} overdue`,
      ),
      quiet(`  ${plain(dipper.wordingIn(published.source, 'en'))}`),
    );
}

/** A step; nobody knows how many a step has reached that only a missing file tells. */
function stepRow({
  step,
  firms,
  of,
  low,
  high,
  amount,
  mean,
  known,
  unknown,
}: Funnel['steps'][number]): string[] {
  if (unknown) return [step, '–', count(of), '', '', '', ''];
  return [
    step,
    count(firms),
    count(of),
    of === 0 ? '' : percent(firms / of),
    of === 0 ? '' : `${percent(low)} – ${percent(high)}`,
    amount === null ? '' : count(amount),
    mean === null ? '' : `${count(mean)}${known === undefined ? '' : ` of ${count(known)}`}`,
  ];
}

/** What files and log tell that is not come of the list. */
function leftOutLines({ outside, earlier, later, otherLists }: Funnel): string[] {
  const others = `  not on the list, so not counted: ${many(outside, 'firm')} of files and log`;
  const before = `  from before the list, or by an earlier one, so not counted: what is told of ${many(earlier, 'firm')}`;
  const after = `  come of later lists, so not counted: what is told of ${many(later, 'firm')}`;
  const back = `  back in a list whose offers end on another day, so not counted: ${many(otherLists, 'firm')}`;
  return [
    ...(outside > 0 ? [warning(others)] : []),
    ...(earlier > 0 ? [warning(before)] : []),
    ...(later > 0 ? [warning(after)] : []),
    ...(otherLists > 0 ? [warning(back)] : []),
  ];
}

function printCounts(title: string, counts: Readonly<Record<string, number>>): void {
  const named = Object.entries(counts).map(([name, n]) => `${plain(name) || 'no reason given'} ${count(n)}`);
  if (named.length > 0) printLines(`  ${title}: ${named.join(', ')}`);
}
