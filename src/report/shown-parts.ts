import { partOfTier, scaleParts } from '../document/scale-parts.js';
import { colours } from './chart.js';

const looks = {
  head: { en: 'head', zh: '头部', colour: colours.head },
  mid: { en: 'mid', zh: '腰部', colour: colours.mid },
  tail: { en: 'tail', zh: '尾部', colour: colours.tail },
} as const;

/** The parts of the scale as the report names and paints them. */
export const shownParts = scaleParts.map((part) => {
  const { en, zh, colour } = looks[part.id];
  const range = `R${part.from}–R${part.to}`;
  return { ...part, en: `${en} ${range}`, zh: `${zh}${range}`, colour };
});

/** The colour of the part of the scale that a tier lies in. */
export const colourOfTier = (tier: number): string => looks[partOfTier(tier).id].colour;
