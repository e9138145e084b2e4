import { sum } from '../core/numbers.js';
import { pick } from '../core/pick.js';
import type { OnStep } from '../core/progress.js';
import type { EnterpriseSpec } from '../document/enterprise-spec.js';
import type { Split } from '../document/label-spec.js';
import type { Evaluation } from '../document/training-evidence.js';
import { type Calibration, calibrate } from '../enterprise/calibrate.js';
import { logitsOf } from '../enterprise/card-logits.js';
import type { ManualBins } from '../enterprise/cells.js';
import type { ExpertView } from '../enterprise/expert-prior.js';
import { type Card, type FitOptions, fitCard } from '../enterprise/fit-card.js';
import { type Settled, settleFeatures } from '../enterprise/settle-features.js';
import { scoreStability } from '../validation/stability.js';
import { asDrawn } from './as-drawn.js';
import { type HeldAgainst, holdAgainst } from './hold-against.js';
import { measure, pairsOfSources } from './measure-card.js';
import type { TrainingData } from './training-data.js';

/** A split, fitted on its train rows and measured on both sides. */
export interface FittedSplit {
  readonly settled: Settled;
  readonly card: Card;
  readonly calibration: Calibration;
  readonly evaluation: Evaluation;
  /** The labelled firms as they were drawn by its calibration. */
  readonly drawn: TrainingData;
  /** Cross-validation; undefined where the influence came from another split. */
  readonly held: HeldAgainst | undefined;
}

/** What a split is fitted from. */
export interface SplitContext {
  readonly spec: EnterpriseSpec;
  readonly data: TrainingData;
  /** Day of the industry document that is looked up. */
  readonly industryAsOf: string | undefined;
  readonly manual: ReadonlyMap<string, ManualBins>;
  readonly view: ExpertView | undefined;
  /** The experts' influence as settled on the shipped split; undefined settles it. */
  readonly influence?: number;
  readonly onStep?: OnStep;
}

/**
 * Settles the features on the train rows, turns the dial, fits the card, calibrates it on the customers among them, and
 * measures it on train and test rows.
 * @throws InputError ONE_CLASS, DocumentError DIMENSION_EMPTY
 */
export async function fitSplit(split: Split, context: SplitContext): Promise<FittedSplit> {
  const { spec, data, manual, view } = context;
  const { train } = data.splits.get(split.id)!;
  const options = { spec, table: data.table, rows: train };
  context.onStep?.('Binning and selecting');
  const settled = settleFirst({ ...options, manual, view });
  if (context.influence === undefined) context.onStep?.('Cross-validating');
  const held = context.influence === undefined ? await holdAgainst(settled.card, view, options) : undefined;
  const card = turned(settled, context.influence ?? held!.influence, { ...options, view });
  const rejected = card === settled.card ? settled.rejected : [...settled.rejected, ...card.rejected];
  const calibration = calibrateCard(card, train, context);
  const drawn = asDrawn(data, calibration, spec);
  const found = { card, calibration, drawn, rejected, shielded: settled.shielded };
  return { settled, card, calibration, evaluation: evaluate(split, { ...context, ...found }), drawn, held };
}

type Turning = Omit<FitOptions, 'experts'> & { readonly view: ExpertView | undefined };

/** The experts' influence under which features are settled: none where cross-validation is to say how much there is. */
const firstInfluence = ({ experts }: FitOptions['spec']): number =>
  experts === undefined || experts.influence === 'auto' ? 0 : experts.influence;

const expertsAt = (view: ExpertView | undefined, influence: number) =>
  view === undefined ? undefined : { view, influence };

/** The features as they are settled before the dial is turned. */
export function settleFirst({
  view,
  ...options
}: Turning & { readonly manual: ReadonlyMap<string, ManualBins> }): Settled {
  return settleFeatures({ ...options, experts: expertsAt(view, firstInfluence(options.spec)) });
}

/** The settled card at the dial's influence. */
export function turned({ card }: Settled, influence: number, { view, ...options }: Turning): Card {
  return influence === firstInfluence(options.spec)
    ? card
    : fitCard(card.features, { ...options, experts: expertsAt(view, influence) });
}

function calibrateCard(card: Card, train: Uint32Array, { spec, data }: SplitContext): Calibration {
  const isNamed = spec.label?.customers !== undefined;
  const customers = isNamed ? train.filter((row) => data.customer[row] === 1) : new Uint32Array();
  const { bad, weightMillionths, offset } = data.table;
  return calibrate({
    badShare: card.badShare,
    longRunBadRate: spec.calibration.longRunBadRate,
    logits: logitsOf(card, customers),
    bad: pick(bad, customers),
    weight: pick(weightMillionths, customers).map((weight) => weight / 1e6),
    ...(offset && { offset: pick(offset, customers) }),
  });
}

interface Fitted extends SplitContext {
  readonly card: Card;
  readonly calibration: Calibration;
  readonly drawn: TrainingData;
  readonly rejected: Settled['rejected'];
  readonly shielded: Settled['shielded'];
}

function evaluate(split: Split, context: Fitted): Evaluation {
  const { spec, data, card, rejected, shielded, industryAsOf } = context;
  const { train, test, neither } = data.splits.get(split.id)!;
  const lookups = spec.features.some(({ kind }) => kind === 'lookup');
  const isNamed = spec.label?.customers !== undefined;
  const measured = { card, calibration: context.calibration, data: context.drawn };
  const ahead = (rows: Uint32Array) => (lookups ? sum(pick(data.lookAhead, rows)) : 0);
  return {
    split: split.id,
    by: describe(split),
    industryAsOf: lookups ? (industryAsOf ?? null) : null,
    features: card.features.map(({ feature }) => feature.id),
    train: measure(train, measured, 2)!,
    test: measure(test, measured, 0),
    testCustomers: isNamed
      ? measure(
          test.filter((row) => data.customer[row] === 1),
          measured,
          0,
        )
      : null,
    ...(neither.empty + neither.late === 0 ? {} : { neither }),
    sourcePairs: pairsOfSources(test.length > 0 ? test : train, card, context),
    psi: test.length === 0 ? null : scoreStability(logitsOf(card, train), logitsOf(card, test)),
    rejected: [...rejected],
    ...shieldedIn(card, shielded),
    lookAheadRows: { train: ahead(train), test: ahead(test) },
  };
}

function shieldedIn({ features }: Card, shielded: Settled['shielded']): Pick<Evaluation, 'shielded'> {
  const stayed = shielded.filter((each) => features.some(({ feature }) => feature.id === each.feature));
  return stayed.length === 0 ? {} : { shielded: stayed };
}

/** What a split is called that tests nobody, on purpose. */
export const EVERYBODY_TRAINS = 'every labelled firm trains';

function describe(split: Split): string {
  switch (split.by) {
    case 'hash':
      return split.testShare === 0
        ? EVERYBODY_TRAINS
        : `hash of the id, ${Number((100 * split.testShare).toFixed(6))} % test`;
    case 'date':
      return `${split.column} from ${split.from}${split.until === undefined ? '' : ` until ${split.until}`}`;
    case 'given':
      return `${split.column} = ${split.test}`;
  }
}
