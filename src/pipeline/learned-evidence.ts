import { logistic } from '../core/logistic.js';
import { sum } from '../core/numbers.js';
import { places } from '../core/pick.js';
import type { BinnedFeature } from '../enterprise/binned-feature.js';
import { calibrated } from '../enterprise/calibrate.js';
import { logitsOf } from '../enterprise/card-logits.js';
import type { Facts } from './assemble-enterprise.js';
import type { FittedSplit } from './fit-split.js';
import { testTiers } from './place-population.js';
import type { TrainingData } from './training-data.js';
import { candidatesOf, challengeOf, expertsOf, fitEvidence } from './training-evidence.js';

interface Scored {
  readonly binned: readonly BinnedFeature[];
  readonly scores: Int32Array;
  readonly floors: readonly number[];
  readonly pds: readonly number[] | null;
}

/** What a card without labels was trained on. */
const NOBODY = {
  rows: 0,
  labelled: 0,
  goods: 0,
  bads: 0,
  split: 'none',
  evaluations: [],
  sourceChecks: [],
  sources: [],
};

/** What was learned from labels, and how it was tried; of a card without labels that nothing was. */
export function learnedEvidence({ inputs, data, learned }: Facts, { binned, scores, floors, pds }: Scored) {
  if (learned.kind === 'label-free') {
    return {
      ...NOBODY,
      candidates: candidatesOf(learned.card.features, binned),
      ...{ fit: null, challenge: null, secondOpinion: null, calibration: null, roundingEffect: null },
      experts: expertsOf(inputs, learned),
    };
  }
  const { fitted, further, opinion, sourceChecks, leftOut } = learned;
  const bads = sum(data.table.bad);
  const { test } = data.splits.get(fitted.evaluation.split)!;
  const tested = test.length === 0 ? {} : { tiers: testTiers(test, scores, floors, fitted.drawn) };
  const shipped = { ...fitted.evaluation, ...tested };
  return {
    rows: fitted.card.data.rows,
    labelled: data.table.rows,
    goods: data.table.rows - bads,
    bads,
    split: fitted.evaluation.split,
    evaluations: [shipped, ...further],
    candidates: candidatesOf(fitted.settled.candidates, binned),
    sourceChecks,
    fit: fitEvidence(fitted, inputs.spec.value),
    experts: expertsOf(inputs, learned),
    challenge: challengeOf(fitted),
    ...(leftOut && { leaveOneOut: leftOut }),
    secondOpinion: opinion,
    calibration: fitted.calibration,
    roundingEffect: roundingEffect(fitted, data, { scores, pds: pds! }),
  };
}

/** The best score. */
const MOST = 1000;

/** Largest |pd of the rounded points − exact calibrated pd| over the labelled rows that are not held at 0 or 1000. */
function roundingEffect(
  { card, calibration }: FittedSplit,
  { table }: TrainingData,
  { scores, pds }: { readonly scores: Int32Array; readonly pds: readonly number[] },
): number {
  const rows = places(table.rows);
  const exact = logitsOf(card, rows).map((value) => logistic(calibrated(value, calibration)));
  const effects = exact.map((pd, row) => {
    const score = scores[row]!;
    return score === 0 || score === MOST ? 0 : Math.abs(pds[score]! / 1e6 - pd);
  });
  return effects.reduce((worst, effect) => Math.max(worst, effect), 0);
}
