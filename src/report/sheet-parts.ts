import { capText } from '../text/cap.js';
import { columnText } from '../text/column.js';
import { gateText } from '../text/gate.js';
import { marks } from '../text/marks.js';
import type { Language } from '../text/reason.js';
import { sheetWords } from '../text/sheet.js';
import { statusText } from '../text/status.js';
import type { Sheet, SheetPart } from './sheet.js';
import { creditParts } from './sheet-credit.js';
import type { SheetFacts, SheetRating } from './sheet-facts.js';
import { featureWords, movePart, reasonParts } from './sheet-reasons.js';
import { missingThen, runNotices, runOf, runParts } from './sheet-run.js';
import { count, percent } from './table.js';

/** Puts a firm's facts into the parts of a sheet. */
export function sheetOf(facts: SheetFacts, language: Language): Sheet {
  const say = sheetWords[language];
  const { rating, credit } = facts;
  const { is, list, aside } = marks[language];
  const drafts = facts.fingerprints
    .filter(([, , status]) => status !== 'approved')
    .map(([name, , status]) => `${name}${aside(statusText(status, language))}`);
  return {
    title: facts.name ?? facts.companyId,
    subtitle: [
      facts.companyId,
      ...placeOf(facts, language),
      `${say.asOf} ${facts.asOf}`,
      ...runOf(facts, language),
    ].join(' · '),
    notices: [
      ...(facts.synthetic ? [say.synthetic] : []),
      ...(drafts.length === 0 ? [] : [`${say.draft}${is}${drafts.join(list)}`]),
      ...(rating?.setBy === undefined ? [] : [say.setBy(rating.setBy)]),
      ...(credit?.stoppedBy === undefined
        ? []
        : [`${gateText({ code: 'STOPPED_BY_CAP' }, language)}${aside(capText(credit.stoppedBy, language))}`]),
      ...(rating === undefined ? [say.thin] : []),
      ...runNotices(facts, language),
    ],
    headline: headline(facts, language),
    parts: [
      ...(rating === undefined
        ? []
        : [dimensionPart(facts, rating, language), ...reasonParts(facts, rating, language)]),
      ...(credit === undefined ? [] : creditParts(credit, language)),
      ...(rating === undefined ? [] : movePart(facts, rating, language)),
      missingPart(facts, language),
      ...runParts(facts, language),
      detailPart(facts, language),
    ].filter(({ rows, note }) => rows.length > 0 || note !== undefined),
    foot: facts.fingerprints.map(([name, mark]) => `${name} ${mark.slice(0, 12)}`).join(' · '),
  };
}

/** The industry; nothing where the ratings look none up and nothing is lent by one, or the run keeps none of a refused firm. */
function placeOf({ industry, document, credit, run, rating }: SheetFacts, language: Language): string[] {
  const say = sheetWords[language];
  if (run !== undefined && rating === undefined) return [];
  if (industry !== undefined)
    return [`${industry.name[language]}${industry.target ? marks[language].aside(say.target) : ''}`];
  return document.industry === null && credit === undefined ? [] : [say.outside];
}

/** What the dimensions are called, by whom they are held against. */
export function dimensionTitle({ industry, rating }: SheetFacts, language: Language): string {
  const say = sheetWords[language];
  if (rating?.peers === undefined) return say.dimensions;
  return industry === undefined ? say.besideAll : say.besideIndustry;
}

function headline({ rating, credit, industry }: SheetFacts, language: Language): Sheet['headline'] {
  const say = sheetWords[language];
  if (rating === undefined) return [];
  const { tier, tierSource, score, pdPpm } = rating;
  const isListed = credit?.line !== undefined && credit.gates.length === 0;
  return [
    [`${say.tier}${marks[language].aside(say.source[tierSource] ?? tierSource)}`, `R${tier}`],
    [say.score, String(score)],
    ...(pdPpm === null ? [] : ([[say.pd, percent(pdPpm / 1e6)]] as const)),
    ...(industry === undefined
      ? []
      : ([[say.fast, say.ranked(industry.score.toFixed(2), industry.rank)]] as const)),
    ...(credit === undefined
      ? []
      : ([
          [say.line, isListed ? `${credit.policy.currency} ${count(credit.line!.lineAmount)}` : say.noLine],
          [
            say.rate,
            isListed && credit.rate !== undefined ? `${(credit.rate.rateBp / 100).toFixed(2)} %` : '–',
          ],
        ] as const)),
  ];
}

function dimensionPart(
  facts: SheetFacts,
  { tier, tierModel, dimensions, peers, better, aboveFloor }: SheetRating,
  language: Language,
): SheetPart {
  const { document, industry } = facts;
  const say = sheetWords[language];
  const number = (value: number | null | undefined) =>
    value === null || value === undefined ? '–' : String(value);
  const besides =
    peers === undefined ? [] : [(industry === undefined ? say.peersOfAll : say.peersOf)(count(peers.firms))];
  const distance = [
    ...(tier === tierModel ? [] : [say.byScore(tierModel)]),
    ...(better === undefined ? [] : [say.distance(better.points, better.tier, aboveFloor)]),
  ];
  return {
    id: 'dimensions',
    title: dimensionTitle(facts, language),
    head: [say.dimension, say.firm, ...(peers === undefined ? [] : [say.median])],
    rows: document.dimensions.map(({ id, name }) => [
      name[language],
      number(dimensions[id]),
      ...(peers === undefined ? [] : [number(peers.medians[id])]),
    ]),
    words: [0],
    ...(besides.length + distance.length === 0
      ? {}
      : { note: [...distance, ...besides].join(marks[language].more) }),
  };
}

function missingPart(facts: SheetFacts, language: Language): SheetPart {
  const say = sheetWords[language];
  const rows = [
    ...facts.missing.map((name) => [columnText(name, facts.columns)[language], say.missingInput]),
    ...missingThen(facts, language).map((text) => [text, say.missingInput]),
    ...(facts.rating?.unknown ?? []).map((id) => [
      featureWords(facts, id, language).name,
      say.missingFeature,
    ]),
    ...(facts.credit?.flags.includes('DEBT_NOT_SEEN')
      ? [[gateText({ code: 'DEBT_NOT_SEEN' }, language), say.flagged]]
      : []),
  ];
  return { id: 'missing', title: say.missing, head: say.missingHead, rows, words: [0, 1] };
}

function detailPart({ details, columns }: SheetFacts, language: Language): SheetPart {
  const say = sheetWords[language];
  const rows = details.map(([column, value]) => [
    columnText(column, columns)[language],
    value === null ? '–' : String(value),
  ]);
  return { id: 'details', title: say.who, head: [say.fact, say.value], rows, words: [0, 1] };
}
