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

const words = {
  en: {
    refused: 'Too thin to rate',
    held: (tier: number, model: number) =>
      `R${tier} as in the run before: the score alone says R${model}, and is not yet far enough past the cut-off`,
    byHand: (tier: number, model: number, until: string) =>
      `R${tier} set by hand, up to ${until}: the score alone says R${model}`,
    stale: (from: number, to: number) =>
      `an override from R${from} to R${to} does not apply: it speaks of another tier`,
    missing: 'Missing inputs',
    distance: (points: number, tier: number) => `${points} ${points === 1 ? 'point' : 'points'} to R${tier}`,
    dimensions: 'Dimensions (0 to 100)',
    against: 'What counts against it (points lost to the average firm)',
    for: 'What counts for it (points above the average firm)',
    move: 'What would move it to the next tier',
    moveScore: 'What would move its score to the next tier',
    none: 'none',
    pd: 'pd',
    nothing: 'nothing that the firm itself can change would be enough',
    single: 'each of these alone',
    together: 'all of these together',
    changed: 'What changed since',
    base: 'base points',
    head: ['feature', 'value', 'band', 'points'],
  },
  zh: {
    refused: '资料过少，不予评级',
    held: (tier: number, model: number) =>
      `沿用上期等级R${tier}：仅按评分为R${model}，但尚未越过分界线足够的分数`,
    byHand: (tier: number, model: number, until: string) =>
      `人工调整为R${tier}，有效期至${until}；仅按评分为R${model}`,
    stale: (from: number, to: number) => `人工调整（R${from}→R${to}）未生效：企业现等级与其所述不符`,
    missing: '缺失项',
    distance: (points: number, tier: number) => `距R${tier}还差${points}分`,
    dimensions: '各维度得分（0至100）',
    against: '扣分项（与平均企业相比）',
    for: '加分项（与平均企业相比）',
    move: '升至上一等级的途径',
    moveScore: '评分升至上一等级的途径',
    none: '无',
    pd: '违约概率',
    nothing: '企业自身可改变的项目均不足以升级',
    single: '以下任一项即可',
    together: '以下各项须同时达到',
    changed: '与此前相比的变化',
    base: '基础分',
    head: ['指标', '数值', '所在区间', '分数'],
  },
} as const;

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
  if (told.rating.refuseCode !== null) return printLines(`  ${say.refused}: ${told.rating.refuseCode}`);
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
  if (source === 'override') return [`  ${say.byHand(tier!, rating.tier, override!.expiresOn)}`];
  return [
    ...(source === 'held' ? [`  ${say.held(tier!, rating.tier)}`] : []),
    ...(override === undefined ? [] : [`  ${say.stale(override.fromTier, override.toTier)}`]),
  ];
}

function missingLine({ rating }: Explanation, { dipper, document, lang }: Shown): string[] {
  if (rating.missing.length === 0) return [];
  const names = rating.missing.map((name) => plain(dipper.columnText(name, document.inputs)[lang]));
  return [quiet(`  ${words[lang].missing}: ${names.join(lang === 'zh' ? '、' : ', ')}`)];
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
    const { feature, bins } = shown.document.features.find((each) => each.feature.id === id)!;
    const said = shown.dipper.valueText(value, feature.kind, shown.lang, { bins });
    return [name, plain(said), band, signed(gain)];
  });
  return table(words[shown.lang].head, rows, [0, 1, 2]);
}

const signed = (value: number) => `${value > 0 ? '+' : ''}${count(value)}`;

function moveLines({ next, rating, settled }: Explanation, shown: Shown): string[] {
  if (next === undefined) return [];
  const say = words[shown.lang];
  const isSettled = settled !== undefined && settled.tier !== rating.tier;
  const title = heading(`${isSettled ? say.moveScore : say.move} (${say.distance(next.points, next.tier)})`);
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
  const line = `  R${change.tierBefore} → R${tier}, ${change.before} → ${change.after} (${signed(change.after - change.before)})`;
  return [title, line, ...(rows.length === 0 ? [] : [table(['', '', '', ''], rows)])];
}
