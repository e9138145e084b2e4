import { words } from './explain-words.js';
import {
  bar,
  count,
  heading,
  percent,
  plain,
  printJson,
  printLines,
  quiet,
  syntheticNotice,
  table,
} from './print.js';

type Dipper = typeof import('../src/index.js');
type Explanation = import('../src/index.js').Explanation;
type Document = import('../src/index.js').EnterpriseDocument;
type Reading = Explanation['against'][number];

interface ExplainFlags {
  readonly study: string;
  readonly lang: 'en' | 'zh';
  readonly since?: string;
  readonly html?: boolean;
  readonly md?: boolean;
  readonly json?: boolean;
}

/** `dipper explain`: one firm's rating on the terminal, or its sheet as a file. */
export async function explain(id: string, flags: ExplainFlags): Promise<void> {
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
}

interface Shown {
  readonly dipper: Dipper;
  readonly document: Document;
  readonly lang: 'en' | 'zh';
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

function dimensionTable({ rating }: Explanation, { document, lang }: Shown): string {
  const rows = document.dimensions.map(({ id, name }) => {
    const score = rating.dimensions[id] ?? null;
    return [
      plain(name[lang]),
      score === null ? '' : String(score),
      score === null ? '' : bar(score / 100, 30),
    ];
  });
  return table(['', '', ''], rows, [0, 2]);
}

/** Name, value and bin of a feature in words. */
function cells(
  id: string,
  bin: number,
  { dipper, document, lang }: Shown,
): readonly [name: string, band: string] {
  const scored = document.features.find((each) => each.feature.id === id)!;
  const { feature, bins } = scored;
  const band = dipper.binText(bins[bin]!, feature.kind, lang, dipper.besideOf(scored, document));
  return [plain(feature.name[lang]), plain(band)];
}

function readingTable(readings: readonly Reading[], shown: Shown): string {
  if (readings.length === 0) return quiet(`  ${words[shown.lang].none}`);
  const rows = readings.map(({ id, value, bin, gain }) => {
    const [name, band] = cells(id, bin, shown);
    const scored = shown.document.features.find((each) => each.feature.id === id)!;
    const beside = shown.dipper.besideOf(scored, shown.document);
    const said = shown.dipper.valueText(value, scored.feature.kind, shown.lang, beside);
    return [name, plain(said), band, signed(gain)];
  });
  return table(words[shown.lang].head, rows, [0, 1, 2]);
}

const signed = (value: number) => `${value > 0 ? '+' : ''}${count(value)}`;

function moveLines({ next, rating, settled }: Explanation, shown: Shown): string[] {
  if (next === undefined) return [];
  const say = words[shown.lang];
  const isSettled = settled !== undefined && settled.tier !== rating.tier;
  const title = heading(
    `${isSettled ? say.moveScore : say.move}${shown.dipper.marks[shown.lang].aside(say.distance(next.points, next.tier))}`,
  );
  const moves = next.single.length > 0 ? next.single : next.together;
  if (moves.length === 0) return [title, `  ${say.nothing}`];
  const rows = moves.map(({ feature, toBin, fromBin, points }) => {
    const [name, to] = cells(feature, toBin, shown);
    return [name, `${cells(feature, fromBin, shown)[1]} → ${to}`, signed(points)];
  });
  const how = next.single.length > 0 ? say.single : say.together;
  return [title, quiet(`  ${how}`), table(['', '', ''], rows, [0, 1])];
}

function changeLines({ change, rating, settled }: Explanation, shown: Shown): string[] {
  if (change === undefined) return [];
  const say = words[shown.lang];
  const rows = [
    ...(change.base === 0 ? [] : [[say.base, '', '', signed(change.base)]]),
    ...change.features.map(({ name, before, after, change: by }) => [
      plain(name[shown.lang]),
      count(before),
      count(after),
      signed(by),
    ]),
  ];
  const title = heading(`${say.changed} ${change.run}`);
  const tier = settled?.tier ?? rating.tier;
  if (rating.refuseCode !== null)
    return [title, `  R${change.tierBefore}, ${change.before} → ${say.refused}`];
  const line = `  R${change.tierBefore} → R${tier}, ${change.before} → ${change.after} (${signed(change.after - change.before)})`;
  return [
    title,
    line,
    ...(change.otherCard ? [`  ${say.otherCard}`] : []),
    ...(rows.length === 0 ? [] : [table(say.changeHead, rows)]),
  ];
}
