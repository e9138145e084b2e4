import type { EnterpriseSpec } from '../document/enterprise-spec.js';
import type { Challenge, ExpertEvidence } from '../document/training-evidence.js';
import { challengerModels } from '../enterprise/challengers.js';
import { type CrossValidated, crossValidate } from '../enterprise/cross-validate.js';
import { cardModel, dialName, INFLUENCES, turnDial } from '../enterprise/dial.js';
import type { ExpertView } from '../enterprise/expert-prior.js';
import type { Card, FitOptions } from '../enterprise/fit-card.js';
import { accuracy, discrimination } from '../validation/discrimination.js';
import { aucDifference } from '../validation/paired-auc.js';

/** What cross-validation settles: where the dial stands and who else was tried. */
export interface HeldAgainst {
  readonly influence: number;
  readonly reason: string;
  readonly curve: ExpertEvidence['curve'];
  readonly challenge: Challenge | null;
  readonly folds: number;
  readonly rows: number;
  /** Seconds of each challenger and of the card; of this run only, never part of a document. */
  readonly seconds: Readonly<Record<string, number>>;
}

/**
 * Turns the experts' dial by cross-validation where the spec leaves it open, and holds the card against its challengers on
 * the same folds and bins.
 */
export async function holdAgainst(
  card: Card,
  view: ExpertView | undefined,
  options: FitOptions,
): Promise<HeldAgainst> {
  const { spec } = options;
  const wanted = view === undefined ? 0 : (spec.experts?.influence ?? 0);
  const isOpen = wanted === 'auto';
  if (!isOpen && spec.challengers.length === 0) {
    const reason = view === undefined ? 'no experts were asked' : 'given by the spec';
    return { influence: wanted, reason, curve: [], challenge: null, folds: 0, rows: 0, seconds: {} };
  }
  const warm = new Map<number, readonly number[]>();
  const dial = isOpen ? INFLUENCES : [wanted];
  const models = [
    ...dial.map((influence) => cardModel(influence, view, spec, warm)),
    ...challengerModels(spec.challengers),
  ];
  const validated = await crossValidate(card.features, models, options);
  const curve = isOpen ? dialCurve(validated) : [];
  const influence = isOpen ? curve.find(({ chosen }) => chosen)!.influence : wanted;
  return {
    influence,
    reason: isOpen ? REASON : 'given by the spec',
    curve,
    challenge: spec.challengers.length === 0 ? null : challenge(validated, influence, spec),
    folds: validated.folds,
    rows: validated.rows.length,
    seconds: Object.fromEntries(validated.models.map(({ name, seconds }) => [name, seconds])),
  };
}

const REASON =
  'the largest influence whose cross-validated log-loss is within one standard error of the best (paired folds)';

function dialCurve(validated: CrossValidated): ExpertEvidence['curve'] {
  return turnDial(validated).map((point) => {
    const { p } = validated.models.find(({ name }) => name === dialName(point.influence))!;
    const { auc, ks } = discrimination(p, validated.bad);
    const { influence, logLoss, lossError, chosen } = point;
    return { influence, auc, ks, logLoss, lossError, chosen };
  });
}

function challenge(validated: CrossValidated, influence: number, spec: EnterpriseSpec): Challenge {
  const { bad, weight } = validated;
  const pOf = (name: string) => validated.models.find((each) => each.name === name)!.p;
  const own = pOf(dialName(influence));
  const models = (['card', ...spec.challengers] as const).map((model) => {
    const p = model === 'card' ? own : pOf(model);
    const { auc, aucLow, aucHigh, ks } = discrimination(p, bad);
    const { difference, standardError } = aucDifference(p, own, bad);
    const lead =
      model === 'card' ? { lead: null, leadError: null } : { lead: difference, leadError: standardError };
    return { model, auc, aucLow, aucHigh, ks, ...accuracy(p, bad, weight), ...lead };
  });
  return { folds: validated.folds, rows: validated.rows.length, models, verdict: verdict(models) };
}

/** The honest sentence. */
function verdict(models: Challenge['models']): string {
  const best = models.slice(1).reduce((a, b) => (b.auc > a.auc ? b : a));
  const [lead, error] = [best.lead!, best.leadError!];
  const text = `${best.model}, the best challenger, ${lead >= 0 ? 'leads' : 'trails'} the card by ${Math.abs(lead).toFixed(4)} AUC (standard error ${error.toFixed(4)})`;
  if (lead <= 0) return `${text}: the card stays`;
  if (lead <= error) return `${text}: within one standard error, the card stays`;
  const why = `${text}: beyond one standard error. It bends and crosses features where the card adds one point column to another`;
  return best.model === 'linear'
    ? `${text}: beyond one standard error, although it is a straight line on the same columns: look at the experts' influence and at the bounds`
    : `${why}; what that is worth must be weighed against a card that can be read and proved`;
}
