import { badLaterLines, immatureText } from './outcome-text.js';
import { count, many, quiet, warning } from './print.js';

type Validation = import('../src/index.js').Validation;

/** What is to be known of the firms that a run is held against: what became of the outcomes, and which labels the card has seen. */
export const sampleLines = ({ outcomes, trainedOn, prior, labelled }: Validation): string[] => [
  ...(outcomes === null ? [] : outcomeLines(outcomes)),
  ...(trainedOn === 0 ? [] : [warning(seenText(trainedOn))]),
  ...(prior === undefined ? [] : [warning(priorText(prior, labelled.n))]),
];

/** Pds of a long-run bad rate, held against firms of another. */
function priorText({ shift, weighed }: NonNullable<Validation['prior']>, firms: number): string {
  const moved = `calibration.longRunBadRate moved the pds: their odds times ${Math.exp(shift).toFixed(3)}`;
  const own = weighed === 0 ? '' : ', and so much a bad firm of the training sample weighs here';
  return weighed === firms
    ? `${moved}${own}`
    : `${moved}${own}; ${weighed === 0 ? 'firms' : 'other firms'} are held against them as they stand: where they were drawn by outcome too, label.weight must say so, or customers be named`;
}

/** A card does well on what it was made of. */
const seenText = (firms: number): string =>
  `the labels of ${many(firms, 'firm')} stand in the file that the card was trained on: they show how it fits, the test rows of dipper train how it does on firms that it never saw`;

/** What became of the file of outcomes. */
function outcomeLines({ companies, used, before, ...left }: NonNullable<Validation['outcomes']>): string[] {
  const reasons = [
    [left.notRated, 'not among the rated firms'],
    [left.immature, immatureText(left.immatureBad)],
    [left.refused, 'refused'],
    [left.open, 'never granted'],
  ] as const;
  const told = reasons.flatMap(([n, why]) => (n === 0 ? [] : [`${count(n)} ${why}`]));
  const line = [`outcomes of ${many(companies, 'firm')}: ${count(used)} used`, ...told].join(', ');
  const late = `  ${count(before)} of them were known by the day of the ratings, which may have seen them coming`;
  return [
    used === companies ? quiet(line) : warning(line),
    ...badLaterLines(left.badLater),
    ...goneLines(left.gone),
    ...(before === 0 ? [] : [warning(late)]),
  ];
}

/** They are known by their ratings and outcomes alone. */
const goneLines = (firms = 0): string[] =>
  firms === 0
    ? []
    : [quiet(`  ${many(firms, 'firm')} of them no longer in the company table, so without town and size`)];
