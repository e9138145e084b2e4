import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { explainThen } from './explain-run.js';
import { changeLines, dimensionTable, moveLines, readingTable, type Shown } from './explain-tables.js';
import { words } from './explain-words.js';
import { heading, percent, plain, printJson, printLines, quiet, syntheticNotice } from './print.js';

type Explanation = import('../src/index.js').Explanation;

interface ExplainFlags {
  readonly study: string;
  readonly lang: 'en' | 'zh';
  readonly since?: string;
  readonly run?: string;
  readonly html?: boolean;
  readonly md?: boolean;
  readonly json?: boolean;
}

/** `dipper explain`: one firm's rating on the terminal, or its sheet as a file. */
export async function explain(id: string, flags: ExplainFlags): Promise<void> {
  if (flags.run !== undefined) return explainThen(id, { ...flags, run: flags.run });
  const dipper = await import('../src/index.js');
  const study = await dipper.openStudy(flags.study);
  if (flags.html || flags.md) {
    const facts = await dipper.companySheet(study, id);
    const write = flags.html ? dipper.sheetHtml : dipper.sheetMarkdown;
    process.stdout.write(await write(facts, flags.lang));
    return;
  }
  const told = await dipper.explainCompany(
    study,
    id,
    flags.since === undefined ? {} : { since: flags.since },
  );
  if (flags.json) return printJson(told);
  const { value: document } = await dipper.readEnterprise(study);
  if (told.synthetic) printLines(syntheticNotice());
  const say = words[flags.lang];
  const shown = { dipper, document, lang: flags.lang };
  printLines(headline(told, flags.lang), ...settledLine(told, flags.lang), ...missingLine(told, shown));
  if (told.rating.refuseCode !== null) return printLines(thinLine(told, shown), ...changeLines(told, shown));
  printLines(heading(say.dimensions), dimensionTable(told, shown));
  printLines(heading(say.against), readingTable(told.against, shown));
  printLines(heading(say.for), readingTable(told.for, shown));
  printLines(...moveLines(told, shown), ...changeLines(told, shown));
  if (existsSync(join(study.models, 'policy.json'))) printLines('', quiet(`  ${say.credit}`));
}

function headline(
  { companyId, name, asOf, rating, settled, next }: Explanation,
  lang: Shown['lang'],
): string {
  const { score, pdPpm, industry } = rating;
  const tier = settled?.tier ?? rating.tier;
  const where =
    industry === undefined ? '' : `  ${plain(industry.name[lang])} FAST ${industry.score.toFixed(2)}`;
  const pd = pdPpm === null ? '' : `  ${words[lang].pd} ${percent(pdPpm / 1e6)}`;
  const title = heading(`${plain(companyId)}  ${plain(name ?? '')}`);
  if (rating.refuseCode !== null) return `${title}\n  ${asOf}`;
  const away =
    next === undefined || tier !== rating.tier
      ? ''
      : `  ${quiet(words[lang].distance(next.points, next.tier))}`;
  return `${title}\n  R${tier}  ${score}${pd}${where}${away}\n${quiet(`  ${asOf}`)}`;
}

/** Why the tier is another one than that of the score, and why an override is not in force. */
function settledLine({ rating, settled }: Explanation, lang: Shown['lang']): string[] {
  const say = words[lang];
  const { source, tier, override } = settled ?? {};
  if (source === 'override')
    return [`  ${say.byHand(tier!, rating.tier, override!.expiresOn)}`, `  ${plain(say.by(override!))}`];
  return [
    ...(source === 'held' ? [`  ${say.held(tier!, rating.tier)}`] : []),
    ...(override === undefined ? [] : [`  ${say.stale(override.fromTier, override.toTier)}`]),
  ];
}

function missingLine({ rating }: Explanation, { dipper, document, lang }: Shown): string[] {
  if (rating.missing.length === 0) return [];
  const names = rating.missing.map((name) => plain(dipper.columnText(name, document.inputs)[lang]));
  const { is, list } = dipper.marks[lang];
  return [quiet(`  ${words[lang].missing}${is}${names.join(list)}`)];
}

function thinLine({ rating }: Explanation, { dipper, document, lang }: Shown): string {
  const { refused, allowed } = words[lang];
  const { is, aside } = dipper.marks[lang];
  const { maxMissing, of } = document.thin;
  return `  ${refused}${is}${rating.refuseCode}${aside(allowed(rating.missing.length, maxMissing, of.length))}`;
}
