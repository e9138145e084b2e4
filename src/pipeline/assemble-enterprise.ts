import { FORMAT_VERSION } from '../document/common.js';
import type {
  EnterpriseDocument,
  Evaluation,
  ScoredFeature,
  SecondOpinion,
} from '../document/enterprise-document.js';
import type { Engine } from '../engine/engine.js';
import { calibrated } from '../enterprise/calibrate.js';
import { logitsOf } from '../enterprise/fit-card.js';
import { pdByScore, pointCard } from '../enterprise/points.js';
import type { CardDocument } from '../sql/score.js';
import type { Study } from '../study/open-study.js';
import { type FittedSplit, probability } from './evaluate-split.js';
import {
  countPopulation,
  labelledScores,
  type Population,
  placeDocumentTiers,
  testTiers,
} from './place-population.js';
import { countLabels, type TrainingData, type trainingContract } from './training-data.js';
import type { TrainingInputs } from './training-inputs.js';

/** Everything that an enterprise document is put together from. */
export interface Facts {
  readonly inputs: TrainingInputs;
  readonly contract: ReturnType<typeof trainingContract>;
  /** Fingerprint of the company file. */
  readonly companies: string;
  readonly data: TrainingData;
  readonly fitted: FittedSplit;
  /** Evaluations of the splits that do not train the document. */
  readonly further: readonly Evaluation[];
  readonly opinion: SecondOpinion;
}

/** The document: points from the card, tiers from the population, evidence from both. */
export async function assembleDocument(
  engine: Engine,
  study: Study,
  facts: Facts,
): Promise<EnterpriseDocument> {
  const { inputs, data, fitted } = facts;
  const spec = inputs.spec.value;
  const pds = pdByScore(spec.scale);
  const card = cardDocument(facts);
  const population = await countPopulation(engine, card, {
    industry: inputs.industry.value,
    asOf: study.asOf,
  });
  const scores = labelledScores(card, data);
  const previous = inputs.previous?.tiers.map(({ floor }) => floor);
  const placed = placeDocumentTiers(spec, population, { pdByScore: pds, scores, data, previous });
  const { tiers, ...shares } = placed;
  const test = data.splits.get(fitted.evaluation.split)!.test;
  const floors = tiers.map(({ floor }) => floor);
  const evaluation = { ...fitted.evaluation, tiers: testTiers(test, scores, floors, data) };
  return {
    ...head(study, facts),
    ...card,
    features: card.features.map((each, j) => ({ ...each, meanPoints: population.meanPoints[j]! })),
    pdByScore: pds,
    tiers,
    ...(spec.reference === undefined ? {} : { reference: spec.reference }),
    training: {
      ...evidence(facts, population),
      ...(await countLabels(engine, spec)),
      evaluations: [evaluation, ...facts.further],
      roundingEffect: roundingEffect(fitted, data, { scores, pds }),
      ...shares,
    },
  };
}

/** Inputs, features with their points, and the base. */
function cardDocument({ inputs, contract, fitted: { card, calibration } }: Facts): CardDocument {
  const { dimensions, thin, scale } = inputs.spec.value;
  const points = pointCard(card, calibration, scale);
  return {
    inputs: contract.columns,
    dimensions: dimensions.map(({ id, name }) => ({ id, name })),
    thin: { maxMissing: thin.maxMissing, of: contract.thinOf },
    features: card.features.map(
      ({ feature, iv }, j): ScoredFeature => ({
        feature,
        bins: [...points.bins[j]!],
        meanPoints: 0,
        iv,
        coefficient: card.fit.coefficients[j]!,
        standardError: card.fit.standardErrors[j + 1] ?? null,
      }),
    ),
    basePoints: points.basePoints,
  };
}

function head(study: Study, { inputs, companies }: Facts) {
  const { spec, industry } = inputs;
  return {
    formatVersion: FORMAT_VERSION,
    study: study.study,
    ...(spec.value.notes === undefined ? {} : { notes: spec.value.notes }),
    asOf: study.asOf,
    status: 'draft',
    synthetic: study.synthetic,
    builtOn: { spec: spec.fingerprint, industry: industry.fingerprint, companies },
    kind: 'enterprise',
    missingTexts: spec.value.missingTexts,
    classification: industry.value.classification,
    industry: industry.fingerprint,
  } as const;
}

function evidence({ inputs, data, fitted, opinion }: Facts, { rated, clampedShare }: Population) {
  const bads = data.table.bad.reduce((sum, bad) => sum + bad, 0);
  const { intercept, logLikelihood, iterations } = fitted.card.fit;
  return {
    rows: fitted.card.data.rows,
    labelled: data.table.rows,
    goods: data.table.rows - bads,
    bads,
    split: inputs.spec.value.splits[0]!.id,
    intercept,
    logLikelihood,
    iterations,
    secondOpinion: opinion,
    calibration: fitted.calibration,
    clampedShare,
    rated,
  };
}

/** Largest |pd of the rounded points − exact calibrated pd| over the labelled rows. */
function roundingEffect(
  { card, calibration }: FittedSplit,
  { table }: TrainingData,
  { scores, pds }: { readonly scores: Int32Array; readonly pds: readonly number[] },
): number {
  const rows = Uint32Array.from({ length: table.rows }, (_, row) => row);
  const exact = logitsOf(card, table, rows).map((value) => probability(calibrated(value, calibration)));
  return exact.reduce((worst, pd, row) => Math.max(worst, Math.abs(pds[scores[row]!]! / 1e6 - pd)), 0);
}
