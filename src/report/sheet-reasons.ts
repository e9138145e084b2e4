import { isLentTo } from '../document/policy.js';
import { marks } from '../text/marks.js';
import { besideOf, binText, type Language, valueText } from '../text/reason.js';
import { runSheetWords } from '../text/run-sheet.js';
import { sheetWords } from '../text/sheet.js';
import type { SheetPart } from './sheet.js';
import type { SheetFacts, SheetMove, SheetRating, SheetReading } from './sheet-facts.js';

/** What counts against a firm and for it. */
export function reasonParts(facts: SheetFacts, rating: SheetRating, language: Language): SheetPart[] {
  const say = sheetWords[language];
  const isOfRun = facts.run !== undefined;
  const row = ({ id, value, bin, gain }: SheetReading) => {
    const { name, said, band } = featureWords(facts, id, language);
    return [name, ...(isOfRun ? [] : [said(value ?? null)]), band(bin), signed(gain)];
  };
  const part = (id: 'against' | 'for'): SheetPart => ({
    id,
    title: say[id],
    head: isOfRun ? runSheetWords[language].reasonHead : say.reasonHead,
    rows: rating[id].map(row),
    words: isOfRun ? [0, 1] : [0, 1, 2],
  });
  return [part('against'), part('for')];
}

/** What would lift it to the next tier; nothing where nothing was sought. */
export function movePart(
  facts: SheetFacts,
  { moves, better, tier, tierModel }: SheetRating,
  language: Language,
): SheetPart[] {
  const { credit } = facts;
  if (moves === undefined || better === undefined) return [];
  const say = sheetWords[language];
  const row = ({ feature, fromBin, toBin, points }: SheetMove) => {
    const { name, band } = featureWords(facts, feature, language);
    return [name, band(fromBin), band(toBin), signed(points)];
  };
  const isSettled = tier !== tierModel;
  const note = moves.moves.length === 0 ? say.nothing : say[moves.kind];
  const leads = `${note} R${better.tier}${isSettled ? say.scoreAlone : ''}`;
  // A firm must not work its way out of what it is offered without knowing.
  const leavesOffer = !isSettled && credit?.isLentTo === true && !isLentTo(credit.policy, better.tier);
  return [
    {
      id: 'moves',
      title: isSettled ? say.moveScore : say.move,
      head: say.moveHead,
      rows: moves.moves.map(row),
      words: [0, 1, 2],
      note: leavesOffer ? `${leads}${marks[language].more}${say.beyondOffer(better.tier)}` : leads,
    },
  ];
}

/** Name and bin of a feature in words. */
export function featureWords({ document }: SheetFacts, id: string, language: Language) {
  const scored = document.features.find((each) => each.feature.id === id)!;
  const { feature, bins } = scored;
  const beside = besideOf(scored, document);
  return {
    name: feature.name[language],
    said: (value: NonNullable<SheetReading['value']> | null) =>
      valueText(value, feature.kind, language, beside),
    band: (bin: number) => binText(bins[bin]!, feature.kind, language, beside),
  };
}

const signed = (value: number) => `${value > 0 ? '+' : ''}${value}`;
