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
  readonly log?: string;
  readonly json?: boolean;
}

/** `dipper funnel`: from the list to overdue. */
export async function funnel(flags: FunnelFlags): Promise<void> {
  const dipper = await import('../src/index.js');
  const study = await dipper.openStudy(flags.study);
  const { lists, outcomes, log } = flags;
  const found = await dipper.funnelOf(study, {
    run: flags.run,
    ...(lists && { lists }),
    ...(outcomes !== undefined && { outcomes }),
    ...(log !== undefined && { log }),
  });
  if (flags.json) return printJson(found);
  if (study.synthetic) printLines(syntheticNotice());
  const rows = found.steps.map(({ step, firms, of, low, high, amount, mean, known }) => [
    step,
    count(firms),
    count(of),
    of === 0 ? '' : percent(firms / of),
    of === 0 ? '' : `${percent(low)} – ${percent(high)}`,
    amount === null ? '' : count(amount),
    mean === null ? '' : `${count(mean)}${known === undefined ? '' : ` of ${count(known)}`}`,
  ]);
  const head = ['step', 'firms', 'of', 'share', 'exact 95 %', `sum ${study.currency}`, 'mean'];
  printLines(heading('Funnel'), table(head, rows));
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

/** What files and log tell that is not come of the list. */
function leftOutLines({ outside, earlier }: Pick<Funnel, 'outside' | 'earlier'>): string[] {
  const others = `  not on the list, so not counted: ${many(outside, 'firm')} of files and log`;
  const before = `  from before the day of the list, so not counted: what is told of ${many(earlier, 'firm')}`;
  return [...(outside > 0 ? [warning(others)] : []), ...(earlier > 0 ? [warning(before)] : [])];
}

function printCounts(title: string, counts: Readonly<Record<string, number>>): void {
  const named = Object.entries(counts).map(([name, n]) => `${plain(name) || 'no reason given'} ${count(n)}`);
  if (named.length > 0) printLines(`  ${title}: ${named.join(', ')}`);
}
