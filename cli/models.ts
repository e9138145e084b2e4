import { approval } from './approval.js';
import { fastTable } from './fast-table.js';
import {
  count,
  fixed,
  heading,
  percent,
  plain,
  printJson,
  printLines,
  quiet,
  syntheticNotice,
  table,
  warning,
} from './print.js';

interface ModelFlags {
  readonly study: string;
  readonly lang?: 'en' | 'zh';
  readonly json?: boolean;
}

type Dipper = typeof import('../src/index.js');
type Document = import('../src/index.js').EnterpriseDocument;

/** `dipper models list`: what is in the models folder. */
export async function listModels(flags: ModelFlags): Promise<void> {
  const dipper = await import('../src/index.js');
  const found = await dipper.listModels(await dipper.openStudy(flags.study));
  if (flags.json) return printJson(found);
  const rows = found.map(({ file, kind, asOf, status, approver, fingerprint }) => [
    ...[file, kind, asOf ?? ''].map(plain),
    status === undefined || status === 'approved' ? (status ?? '') : warning(plain(status)),
    plain(approver ?? ''),
    fingerprint.slice(0, 12),
  ]);
  printLines(table(['file', 'kind', 'as of', 'status', 'approver', 'fingerprint'], rows, [0, 1, 2, 3, 4, 5]));
}

/** `dipper models show`: one document as a person reads it. */
export async function showModel(
  name: 'enterprise' | 'industry' | 'policy',
  flags: ModelFlags,
): Promise<void> {
  const dipper = await import('../src/index.js');
  const study = await dipper.openStudy(flags.study);
  if (name === 'policy') {
    const models = await dipper.readModels(study);
    if (flags.json) return printJson(models.policy.value);
    if (study.synthetic) printLines(syntheticNotice());
    return (await import('./policy.js')).showPolicy(models, {
      dipper,
      lang: flags.lang ?? 'en',
      asOf: study.asOf,
    });
  }
  const { value } =
    name === 'enterprise' ? await dipper.readEnterprise(study) : await dipper.readIndustry(study);
  if (flags.json) return printJson(value);
  if (value.synthetic) printLines(syntheticNotice());
  if (value.kind === 'industry')
    return printLines(
      heading(`FAST as of ${value.asOf} (${approval(value, { dipper, asOf: study.asOf })})`),
      fastTable(value),
    );
  showCard(value, { dipper, lang: flags.lang ?? 'en', asOf: study.asOf });
}

interface CardShown {
  readonly dipper: Dipper;
  readonly lang: 'en' | 'zh';
  /** The day that approvals have to hold on. */
  readonly asOf: string;
}

/** The scorecard, dimension by dimension, feature by feature, bin by bin. */
function showCard(document: Document, { dipper, lang, asOf: on }: CardShown): void {
  const { dimensions, features, basePoints, asOf, training } = document;
  printLines(
    heading(`Scorecard of ${document.study} as of ${asOf} (${approval(document, { dipper, asOf: on })})`),
    `  base points ${basePoints}`,
    ...(features.some(({ robust }) => robust !== undefined) ? [quiet(`  ${WEIGHED}`)] : []),
  );
  for (const { id, name } of dimensions) {
    const own = features.filter(({ feature }) => feature.dimension === id);
    printLines(heading(plain(name[lang])));
    if (own.length === 0) printLines(quiet('  no feature: waived in the spec'));
    const isFitted = training.fit !== null;
    for (const scored of own) printLines(featureTable(scored, { dipper, document, lang, isFitted }));
  }
  printLines(heading('Tiers'), tierTable(document));
}

const WEIGHED =
  'good, bad and bad rate count firms, WOE weighs them; p takes a weight for a number of firms, robust p does not';

const pText = (p: number): string => (p < 0.001 ? '< 0.001' : p.toFixed(3));

interface Shown {
  readonly dipper: Dipper;
  readonly document: Document;
  readonly lang: 'en' | 'zh';
  readonly isFitted: boolean;
}

function featureTable(
  scored: Document['features'][number],
  { dipper, document, lang, isFitted }: Shown,
): string {
  const { feature, bins, iv, coefficient, p, robust, meanPoints } = scored;
  const beside = dipper.besideOf(scored, document);
  const facts = [
    ...(isFitted ? [`IV ${iv.toFixed(3)}`] : []),
    `coefficient ${coefficient.toFixed(3)}`,
    ...(p === null ? [] : [`p ${pText(p)}`]),
    ...(robust === undefined ? [] : [`robust p ${pText(robust.p)}`]),
    `mean ${meanPoints}`,
    ...(feature.actionable ? ['actionable'] : []),
  ];
  const rows = bins.map((bin) => {
    const all = bin.goods + bin.bads;
    const seen = [count(bin.goods), count(bin.bads), all === 0 ? '' : percent(bin.bads / all)];
    return [
      `  ${plain(dipper.binText(bin, feature.kind, lang, beside))}`,
      ...(isFitted ? seen : []),
      fixed(bin.woe, 3),
      bin.points > 0 ? `+${bin.points}` : String(bin.points),
    ];
  });
  const title = `\n  ${plain(feature.name[lang])} ${quiet(`${feature.id}: ${facts.join(', ')}`)}`;
  const head = isFitted ? ['good', 'bad', 'bad rate', 'WOE'] : ['value by rank'];
  return `${title}\n${table(['  bin', ...head, 'points'], rows)}`;
}

function tierTable({ tiers, training }: Document): string {
  const isLabelled = training.fit !== null;
  const rows = tiers.map(({ tier, floor, pdPpm, n, d }, i) => {
    const pd = pdPpm === null ? '' : percent(pdPpm / 1e6);
    const own = [`R${tier}`, `${floor}+`, percent(training.tierShares[i]!)];
    return [...own, ...(isLabelled ? [pd, count(n), count(d)] : [])];
  });
  return table(['tier', 'score', 'share', ...(isLabelled ? ['pd', 'N', 'D'] : [])], rows);
}
