import { FORMAT_VERSION } from '../document/common.js';
import type { EnterpriseDocument, ScoredFeature } from '../document/enterprise-document.js';
import type { SecondOpinion } from '../document/fit-evidence.js';
import type { LeaveOneOut } from '../document/measures.js';
import type { Evaluation, TrainingEvidence } from '../document/training-evidence.js';
import type { Engine } from '../engine/engine.js';
import type { BinnedFeature } from '../enterprise/binned-feature.js';
import type { LabelFreeCard } from '../enterprise/label-free.js';
import { pdByScore, pointCard } from '../enterprise/points.js';
import { NO_INDUSTRIES } from '../sql/company.js';
import type { CardDocument } from '../sql/points.js';
import type { Study } from '../study/open-study.js';
import { countLabels } from './count-labels.js';
import type { FittedSplit } from './fit-split.js';
import { learnedEvidence } from './learned-evidence.js';
import { countPopulation, labelledScores, placeDocumentTiers } from './place-population.js';
import type { trainingContract } from './training-contract.js';
import type { TrainingData } from './training-data.js';
import type { TrainingInputs } from './training-inputs.js';

/** What the data and the experts gave: a fitted card, or one without labels. */
export type Learned =
  | {
      readonly kind: 'fitted';
      readonly fitted: FittedSplit;
      /** Evaluations of the splits that do not train the document. */
      readonly further: readonly Evaluation[];
      readonly opinion: SecondOpinion;
      readonly sourceChecks: TrainingEvidence['sourceChecks'];
      /** Undefined where the spec does not ask for it. */
      readonly leftOut: LeaveOneOut | undefined;
    }
  | { readonly kind: 'label-free'; readonly card: LabelFreeCard };

/** Everything that an enterprise document is put together from. */
export interface Facts {
  readonly inputs: TrainingInputs;
  readonly contract: ReturnType<typeof trainingContract>;
  /** Fingerprints of the files of the company table. */
  readonly companies: Readonly<Record<string, string>>;
  readonly data: TrainingData;
  readonly learned: Learned;
}

/** The document: points from the card, tiers from the population, evidence from both. */
export async function assembleDocument(
  engine: Engine,
  study: Study,
  facts: Facts,
): Promise<EnterpriseDocument> {
  const { inputs, data, learned } = facts;
  const spec = inputs.spec.value;
  const pds = learned.kind === 'fitted' ? pdByScore(spec.scale) : null;
  const pointed = pointedFeatures(facts);
  const card = cardDocument(facts, pointed);
  const industry = inputs.industry?.value ?? NO_INDUSTRIES;
  const population = await countPopulation(engine, card, { industry, asOf: study.asOf });
  const scores = labelledScores(pointed.binned, card.basePoints, data);
  const placed = placeDocumentTiers(spec, population, {
    pdByScore: pds,
    scores,
    data: learned.kind === 'fitted' ? learned.fitted.drawn : data,
    previous: inputs.previousFloors,
  });
  const { tiers, ...shares } = placed;
  const floors = tiers.map(({ floor }) => floor);
  return {
    ...head(study, facts),
    ...card,
    features: card.features.map((each, j) => ({ ...each, meanPoints: population.meanPoints[j]! })),
    pdByScore: pds,
    tiers,
    hysteresis: spec.hysteresis,
    overrides: spec.overrides,
    ...(spec.reference === undefined ? {} : { reference: spec.reference }),
    training: {
      ...(await labelEvidence(engine, facts)),
      ...learnedEvidence(facts, { binned: pointed.binned, scores, floors, pds }),
      clampedShare: population.clampedShare,
      rated: population.rated,
      ...shares,
    },
  };
}

interface Pointed {
  readonly basePoints: number;
  /** Features with the points of their bins. */
  readonly binned: readonly BinnedFeature[];
}

function pointedFeatures({ inputs, learned }: Facts): Pointed {
  if (learned.kind === 'label-free')
    return { basePoints: learned.card.basePoints, binned: learned.card.features };
  const { card, calibration } = learned.fitted;
  const points = pointCard(card, calibration, inputs.spec.value.scale);
  const binned = card.features.map((each, j) => ({ ...each, bins: points.bins[j]! }));
  return { basePoints: points.basePoints, binned };
}

/** Inputs, features with their points, and the base. */
function cardDocument({ inputs, contract, learned }: Facts, { basePoints, binned }: Pointed): CardDocument {
  const { dimensions, thin } = inputs.spec.value;
  return {
    inputs: contract.columns,
    dimensions: dimensions.map(({ id, name }) => ({ id, name })),
    thin: { maxMissing: thin.maxMissing, of: contract.thinOf },
    features: binned.map(
      ({ feature, bins, iv }, j): ScoredFeature => ({
        feature,
        bins: [...bins],
        meanPoints: 0,
        iv,
        ...coefficient(learned, j),
      }),
    ),
    basePoints,
  };
}

function coefficient(learned: Learned, j: number) {
  if (learned.kind === 'label-free') {
    const nothing = { standardError: null, z: null, p: null, low: null, high: null, vif: null };
    return { coefficient: learned.card.weights[j]!, ...nothing, expertWeight: learned.card.weights[j]! };
  }
  const { inference, vif, prior } = learned.fitted.card;
  const { estimate, ...wald } = inference.coefficients[j]!;
  const inflation = vif[j]!;
  return {
    coefficient: estimate,
    ...wald,
    vif: Number.isFinite(inflation) ? inflation : null,
    expertWeight: prior?.weights[j] ?? null,
  };
}

function head(study: Study, { inputs, companies }: Facts) {
  const { spec, industry, files } = inputs;
  return {
    formatVersion: FORMAT_VERSION,
    study: study.study,
    ...(spec.value.notes === undefined ? {} : { notes: spec.value.notes }),
    asOf: study.asOf,
    status: 'draft',
    synthetic: study.synthetic,
    builtOn: {
      spec: spec.fingerprint,
      ...(industry && { industry: industry.fingerprint }),
      ...companies,
      ...files,
    },
    kind: 'enterprise',
    missingTexts: spec.value.missingTexts,
    classification: industry?.value.classification ?? null,
    industry: industry?.fingerprint ?? null,
  } as const;
}

async function labelEvidence(engine: Engine, { inputs, data }: Facts) {
  const { before, changed, matured, maturedBad, ...counts } = await countLabels(engine, {
    spec: inputs.spec.value,
    sources: data.sources,
  });
  const { outcomes } = inputs;
  if (outcomes === undefined) return counts;
  const { file, sha256, companies, immature, immatureBad, badLater, refused, open, labels, known } = outcomes;
  const used = counts.sources.at(-1)!;
  const evidence = { file, sha256, companies, good: used.goods, bad: used.bads, immature, refused, open };
  const bads = [...labels.values()].filter((label) => label === 'bad').length;
  const unknownBad = bads - maturedBad;
  const unlabelled = matured - used.goods - used.bads;
  const others = {
    unknown: labels.size - matured,
    ...(unknownBad === 0 ? {} : { unknownBad }),
    ...(unlabelled === 0 ? {} : { unlabelled }),
    ...(immatureBad === 0 ? {} : { immatureBad }),
    ...(badLater === 0 ? {} : { badLater }),
    ...(known.size === 0 ? {} : { known: known.size }),
  };
  return { ...counts, outcomes: { ...evidence, ...others, before, changed } };
}
