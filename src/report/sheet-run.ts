import type { Language } from '../text/reason.js';
import { runSheetWords } from '../text/run-sheet.js';
import { statusText } from '../text/status.js';
import type { SheetPart } from './sheet.js';
import type { SheetFacts, SheetRun } from './sheet-facts.js';

/** What is to be known of how a run came to a firm's tier: overrides that did not apply or are not kept, or why it has none. */
export function runNotices({ run, rating, document }: SheetFacts, language: Language): string[] {
  if (run === undefined) return [];
  const say = runSheetWords[language];
  const { notApplied, overridesFile: file } = run;
  const { maxMissing, of } = document.thin;
  const why = notApplied && say.why[notApplied.outcome];
  return [
    ...(file === undefined ? [] : [say.overridesFile(file.file, file.sha256)]),
    ...(why === undefined ? [] : [say.notApplied(notApplied!, why(notApplied!.tier))]),
    ...(rating === undefined ? [say.thin(maxMissing, of.length)] : []),
  ];
}

/** Every feature of the card, and the documents that decided. */
export function runParts(facts: SheetFacts, language: Language): SheetPart[] {
  const { run } = facts;
  return run === undefined ? [] : [featurePart(run, facts, language), documentPart(run, language)];
}

function featurePart({ features }: SheetRun, { document }: SheetFacts, language: Language): SheetPart {
  const say = runSheetWords[language];
  const { basePoints, dimensions } = document;
  const raw = features.reduce((sum, { points }) => sum + points, basePoints);
  const names = new Map(dimensions.map(({ id, name }) => [id, name[language]]));
  return {
    id: 'features',
    title: say.features,
    head: say.featureHead,
    rows: features.map(({ name, dimension, band, points, gain }) => [
      name[language],
      names.get(dimension) ?? dimension,
      band[language],
      String(points),
      signed(gain),
    ]),
    words: [0, 1, 2],
    ...(features.length === 0 ? {} : { note: say.featuresNote(basePoints, raw) }),
  };
}

function documentPart({ documents }: SheetRun, language: Language): SheetPart {
  const say = runSheetWords[language];
  return {
    id: 'documents',
    title: say.documents,
    head: say.documentHead,
    rows: documents.map(({ name, fingerprint, status, approver, validFrom }) => [
      name,
      fingerprint,
      statusText(status, language),
      approver ?? '–',
      validFrom ?? '–',
    ]),
    words: [0, 1, 2, 3, 4],
  };
}

/** Inputs that lacked, as far as a run tells. */
export function missingThen({ run, document }: SheetFacts, language: Language): string[] {
  const missing = run?.missingInputs ?? 0;
  return missing === 0 ? [] : [runSheetWords[language].missing(missing, document.thin.of.length)];
}

/** What the sheet of a firm of a run says under its title. */
export const runOf = ({ run }: SheetFacts, language: Language): string[] =>
  run === undefined ? [] : [runSheetWords[language].run(run.id)];

const signed = (value: number) => `${value > 0 ? '+' : ''}${value}`;
