import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cappedRates } from './capped-rates.js';
import { documentNotes } from './document-notes.js';
import { type EngineFlags, engineOptions } from './engine-flags.js';
import { fastTable } from './fast-table.js';
import {
  bothNames,
  heading,
  many,
  plain,
  printJson,
  printLines,
  quiet,
  syntheticNotice,
  warning,
} from './print.js';
import { printRecords } from './run-records.js';
import { gateTable, lineTable, portfolioLines, type Shown, tierLines } from './run-tables.js';

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
    ...beforeLines(result, flags, study),
  );
}

/** How to hold the run against the one before, where that is known. */
function beforeLines({ summary, manifest }: Result, flags: RunFlags, study: Found['study']): string[] {
  const before = summary?.previous?.run;
  const source = study.inputs.previousRatings;
  if (before === undefined || source === undefined) return [];
  const folder = dirname(typeof source === 'string' ? source : source.paths[0]);
  // An id is enough for a run of this study.
  const named = folder === join(study.out, before) ? before : folder;
  const hasLists = flags.part === 'all' && existsSync(join(folder, 'targets.csv'));
  const of = `--study ${flags.study} --run ${manifest.run}`;
  return [
    '',
    plainLine(`dipper monitor ${of} --against ${named}`),
    ...(hasLists ? [plainLine(`dipper changes ${of} --since ${named}`)] : []),
  ];
}

const plainLine = (command: string): string => quiet(plain(`  next: ${command}`));

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
