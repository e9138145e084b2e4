import { join } from 'node:path';
import { assumedPds } from './assumed-pds.js';
import { cappedRates } from './capped-rates.js';
import { documentNotes } from './document-notes.js';
import { type EngineFlags, engineOptions } from './engine-flags.js';
import { fastTable } from './industries.js';
import {
  bar,
  bothNames,
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

interface RunFlags extends EngineFlags {
  readonly lang: 'en' | 'zh';
  readonly report?: boolean;
  readonly part: 'score' | 'all';
}

/** `dipper run`: the main job, then what it found and where it is. */
export async function run(flags: RunFlags): Promise<void> {
  const { openScanned } = await import('../src/opening.js');
  const { study, scans } = await openScanned(flags.study);
  const dipper = await import('../src/main-job.js');
  const { part, lang: language } = flags;
  const options = engineOptions(flags);
  const result = await dipper.runStudy(study, { language, part, scans, ...options });
  const { run: id } = result.manifest;
  const reported = flags.report
    ? await (await import('../src/index.js')).reportRun(study, { run: id, language, ...options })
    : undefined;
  if (flags.json) return printJson(reported === undefined ? result : { ...result, report: reported.file });
  if (study.synthetic) printLines(syntheticNotice());
  await printFound(result, { study, dipper, part });
  printLines(
    heading('Written'),
    ...['', ...Object.keys(result.manifest.outputs), 'manifest.json'].map(
      (name) => `  ${join(result.folder, name)}`,
    ),
    ...(reported === undefined ? [] : [`  ${reported.file}`]),
  );
}

interface Found {
  readonly study: import('../src/main-job.js').Study;
  readonly dipper: Dipper;
  readonly part: RunFlags['part'];
}

/** What a run found, unless it was there already, and what is to be known of the documents that decided. */
async function printFound(
  { summary, manifest: { documents } }: Pick<Result, 'summary' | 'manifest'>,
  { study, dipper, part }: Found,
): Promise<void> {
  const printNotes = ({ industry, enterprise }: Omit<Parameters<typeof documentNotes>[0], 'documents'>) => {
    const notes = documentNotes({ documents, industry, enterprise }, study.asOf);
    if (notes.length > 0) printLines('', ...notes);
  };
  if (summary === undefined) printLines(`Already complete: nothing changed since this run was made.`);
  if (part === 'score') {
    const models = await dipper.readRatingModels(study);
    if (summary !== undefined) printRated(summary, models, dipper);
    return printNotes(models);
  }
  const models = await dipper.readModels(study);
  if (summary !== undefined && 'portfolio' in summary)
    printSummary(summary, { models, dipper, currency: study.currency });
  printNotes(models);
}

type Dipper = typeof import('../src/main-job.js');
type Models = import('../src/main-job.js').Models;
type Result = import('../src/main-job.js').RunResult;
type Rated = import('../src/main-job.js').RatedSummary;
type Summary = import('../src/main-job.js').RunSummary;

interface Shown {
  readonly models: Models;
  readonly dipper: Dipper;
  readonly currency: string;
}

function printSummary(summary: Summary, { models, dipper, currency }: Shown): void {
  const industries = models.industry.value;
  const names = new Map(industries.industries.map((row) => [row.id, bothNames(row.name)]));
  printLines(heading('FAST: industries'), fastTable(models.industry.value));
  printLines(heading('Tiers'), tierLines(summary, models, dipper));
  const rates = dipper.rateTable(models.policy.value, models.enterprise.value.tiers);
  printLines(heading('Lines by industry'), lineTable(summary, names, currency));
  printLines(...cappedRates(models.policy.value, rates), ...unassignedLine(summary));
  printLines(heading('Portfolio'), portfolioLines(summary, { models, dipper, currency }));
  printLines(
    heading('Why firms of the lent-to tiers are not on the list'),
    gateTable(summary, models, dipper),
  );
  printRecords(summary, dipper);
}

/** Firms that no customer manager would call. */
const unassignedLine = ({ unassigned = 0 }: Summary): string[] =>
  unassigned === 0
    ? []
    : [warning(`  ${many(unassigned, 'firm')} on the list that the assignments give to no branch`)];

/** A run of ratings and no more. */
function printRated(summary: Rated, models: Pick<Models, 'enterprise'>, dipper: Dipper): void {
  printLines(heading('Tiers'), tierLines(summary, models, dipper));
  printRecords(summary, dipper);
}

function printRecords(summary: Rated, dipper: Dipper): void {
  const { records, rated, refused, rejected } = summary.counts as Record<string, number>;
  const balance = `${many(records!, 'record')} = ${count(rated!)} rated + ${count(refused!)} refused + ${count(rejected!)} rejected`;
  printLines(heading('Records'), `  ${balance}`);
  for (const file of summary.files ?? [])
    printLines(
      quiet(`  ${plain(file.file)}: ${many(file.records, 'record')}, ${count(file.rejected)} rejected`),
    );
  for (const { code, firms } of summary.refused)
    printLines(quiet(`  refused as ${code}: ${count(firms)} (${dipper.gateText({ code }, 'en')})`));
  if (summary.invoices !== undefined) printLines(invoiceLine(summary.invoices));
  if (summary.previous !== undefined) printLines(previousLine(summary.previous));
  if (summary.overrides !== undefined) printLines(overrideLine(summary.overrides));
}

function previousLine({ firms, rated, held, otherCard }: NonNullable<Rated['previous']>): string {
  const text = `  run before: ${many(firms, 'firm')}, ${count(rated)} of them rated now, ${count(held)} held in their tier`;
  if (otherCard)
    return warning(
      `${text}; another enterprise.json rated it: its tiers stand on another scale, \`dipper monitor\` compares the two`,
    );
  return rated === 0 ? warning(text) : quiet(text);
}

function invoiceLine(found: NonNullable<Rated['invoices']>): string {
  const { file, records, taken, copies, rejected, ofStrangers } = found;
  const balance = `  ${plain(file)}: ${many(records, 'record')} = ${count(taken)} taken + ${count(copies)} copies + ${count(rejected)} rejected`;
  const strange =
    ofStrangers === 0 ? '' : quiet(` (${count(ofStrangers)} of firms outside the company table)`);
  return `${balance}${strange}`;
}

function overrideLine({ applied, expired, stale, rate, status }: NonNullable<Rated['overrides']>): string {
  const text = `  overrides: ${count(applied)} applied (${percent(rate)} of rated firms), ${count(expired)} expired, ${count(stale)} that speak of another tier or firm`;
  return status === 'ok' ? quiet(text) : warning(`${text}: ${status}`);
}

function tierLines(
  summary: Rated,
  { enterprise }: Pick<Models, 'enterprise'>,
  { scaleParts, wordingIn }: Dipper,
): string {
  const { reference, tiers } = enterprise.value;
  const rated = Math.max(1, summary.counts.rated ?? 0);
  const most = Math.max(...summary.tiers, 1);
  const hasPds = tiers.some(({ pdPpm }) => pdPpm !== null);
  const rows = summary.tiers.map((firms, i) => {
    const { floor, pdPpm } = tiers[i]!;
    const pd = pdPpm === null ? '' : percent(pdPpm / 1e6);
    const own = [`R${i + 1}`, `${floor}+`, count(firms), percent(firms / rated)];
    return [...own, ...(hasPds ? [pd] : []), bar(firms / most)];
  });
  const head = ['tier', 'score', 'firms', 'share', ...(hasPds ? ['pd'] : []), ''];
  const pyramid = table(head, rows, [0, head.length - 1]);
  const groups = scaleParts.map(({ id, from, to }) => {
    const share = summary.tiers.slice(from - 1, to).reduce((sum, firms) => sum + firms, 0) / rated;
    const published = reference === undefined ? '' : `  published ${percent(reference[id])}`;
    return `  ${`${id} R${from}-R${to}`.padEnd(13)} ${percent(share).padStart(8)}${quiet(published)}`;
  });
  const source =
    reference === undefined ? '' : quiet(`\n  published: ${plain(wordingIn(reference.source, 'en'))}`);
  return `${pyramid}\n\n${groups.join('\n')}${source}`;
}

function lineTable({ lines, counts }: Summary, names: ReadonlyMap<string, string>, currency: string): string {
  if (lines.length === 0) return '  no firm is on the list';
  const rate = (bp: number) => `${(bp / 100).toFixed(2)} %`;
  const rows = lines.map((row) => [
    names.get(row.industryId) ?? 'outside the studied industries',
    count(row.firms),
    count(row.lineSum),
    count(row.lineMean),
    rate(row.rateBp),
  ]);
  const total = lines.reduce((sum, row) => sum + row.lineSum, 0);
  const interest = lines.reduce((sum, row) => sum + row.lineSum * row.rateBp, 0);
  const firms = counts.targets ?? 0;
  rows.push(['all', count(firms), count(total), count(total / firms), rate(interest / total)]);
  return table(['industry', 'firms', `lines ${currency}`, 'mean line', 'mean rate (indicative)'], rows);
}

/** Expected use and loss of what the caps leave, whom they stop, and the published figures beside. */
function portfolioLines({ portfolio, counts, lines }: Summary, { models, dipper, currency }: Shown): string {
  const { firms, lineSum, use, expectedLoss, stopped } = portfolio;
  const { published } = models.policy.value;
  const total = lines.reduce((sum, row) => sum + row.lineSum, 0);
  const mean = counts.targets ? `, mean line ${count(total / counts.targets)}` : '';
  const own = [
    `  ${many(firms, 'firm')} within the caps: lines ${count(lineSum)}, expected use ${count(use)}, expected loss ${count(expectedLoss)} ${currency}`,
    ...stopped.map(
      ({ cap, firms: n, lineSum: sum }) =>
        `  stopped by ${plain(cap)}: ${many(n, 'firm')}, lines ${count(sum)}`,
    ),
    ...assumedPds(models),
  ];
  if (published === undefined) return own.join('\n');
  const beside = [
    `  this list: ${count(counts.targets ?? 0)} of ${many(counts.rated ?? 0, 'rated firm')}${mean}`,
    quiet(
      `  published, for a whole city: about ${count(published.targets)} firms on the list; ${count(published.granted)} granted, mean granted line ${count(published.grantedMean)}`,
    ),
    quiet(`  ${plain(dipper.wordingIn(published.source, 'en'))}`),
  ];
  return [...own, ...beside].join('\n');
}

function gateTable({ gates, lentTo }: Summary, { policy }: Models, { gatesOf, gateText }: Dipper): string {
  const texts = new Map(gatesOf(policy.value).map((gate) => [gate.code, plain(gateText(gate, 'en'))]));
  const rows = gates
    .filter(({ firms }) => firms > 0)
    .map(({ code, firms, alone }) => [code, count(firms), count(alone), texts.get(code) ?? '']);
  const where = `${many(lentTo, 'firm')} in the lent-to tiers`;
  if (rows.length === 0) return lentTo === 0 ? `  ${where}` : `  ${where}, all on the list`;
  const note = quiet(`  of ${where}; a firm can fail several`);
  return `${table(['gate', 'firms', 'this one only', 'meaning'], rows, [0, 3])}\n${note}`;
}
