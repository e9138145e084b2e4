import { words } from './explain-words.js';
import { bar, count, heading, plain, quiet, table } from './print.js';

type Dipper = typeof import('../src/index.js');
type Explanation = import('../src/index.js').Explanation;
type Document = import('../src/index.js').EnterpriseDocument;
type Reading = Explanation['against'][number];

/** What an explanation is told by. */
export interface Shown {
  readonly dipper: Dipper;
  readonly document: Document;
  readonly lang: 'en' | 'zh';
}

/** The dimensions, as bars. */
export function dimensionTable({ rating }: Explanation, { document, lang }: Shown): string {
  const rows = document.dimensions.map(({ id, name }) => {
    const score = rating.dimensions[id] ?? null;
    return [
      plain(name[lang]),
      score === null ? '' : String(score),
      score === null ? '' : bar(score / 100, 30),
    ];
  });
  return table(['', '', ''], rows, [0, 2], [2]);
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

/** Reasons for or against, with the firm's values. */
export function readingTable(readings: readonly Reading[], shown: Shown): string {
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

/** What would move the firm to the next tier. */
export function moveLines({ next, rating, settled }: Explanation, shown: Shown): string[] {
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

/** What changed since a run, feature by feature. */
export function changeLines({ change, rating, settled }: Explanation, shown: Shown): string[] {
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
