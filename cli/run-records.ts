import { previousDayLines } from './days.js';
import { reachText } from './invoice-reach.js';
import { count, heading, many, percent, plain, printLines, quiet, warning } from './print.js';

type Dipper = typeof import('../src/main-job.js');

type Rated = import('../src/main-job.js').RatedSummary;
type Previous = NonNullable<Rated['previous']>;

/** Where the records of the company table went, and what invoices, the run before and overrides had to say. */
export function printRecords(summary: Rated, dipper: Dipper): void {
  const { records, rated, refused, rejected } = summary.counts as Record<string, number>;
  const balance = `${many(records!, 'record')} = ${count(rated!)} rated + ${count(refused!)} refused + ${count(rejected!)} rejected`;
  printLines(heading('Records'), `  ${balance}`);
  for (const file of summary.files ?? [])
    printLines(
      quiet(`  ${plain(file.file)}: ${many(file.records, 'record')}, ${count(file.rejected)} rejected`),
    );
  for (const { code, firms } of summary.refused)
    printLines(quiet(`  refused as ${code}: ${count(firms)} (${dipper.gateText({ code }, 'en')})`));
  if (summary.invoices !== undefined) printLines(...invoiceLines(summary.invoices));
  if (summary.previous !== undefined) printLines(...previousLines(summary.previous));
  if (summary.overrides !== undefined) printLines(overrideLine(summary.overrides));
}

function previousLines({ firms, rated, held, otherCard, ...told }: Previous): string[] {
  const text = `  run before: ${many(firms, 'firm')}, ${count(rated)} of them rated now, ${count(held)} held in their tier`;
  const other =
    '  another enterprise.json rated the run before: its tiers stand on another scale; `dipper monitor` counts who moved from which to which';
  return [
    rated === 0 ? warning(text) : quiet(text),
    ...(otherCard ? [warning(other)] : []),
    ...previousDayLines(told),
  ];
}

function invoiceLines(found: NonNullable<Rated['invoices']>): string[] {
  const { file, records, taken, copies, rejected, ofStrangers, reach } = found;
  const balance = `  ${plain(file)}: ${many(records, 'record')} = ${count(taken)} taken + ${count(copies)} copies + ${count(rejected)} rejected`;
  const strange =
    ofStrangers === 0 ? '' : quiet(` (${count(ofStrangers)} of firms outside the company table)`);
  return [`${balance}${strange}`, ...(reach === undefined ? [] : [warning(reachText(reach))])];
}

function overrideLine({ applied, expired, stale, rate, status }: NonNullable<Rated['overrides']>): string {
  const text = `  overrides: ${count(applied)} applied (${percent(rate)} of rated firms), ${count(expired)} expired, ${count(stale)} that speak of another tier or firm${expired + stale === 0 ? '' : '; overrides.csv of the run names each'}`;
  return status === 'ok' ? quiet(text) : warning(`${text}: ${status}`);
}
