import { InputError } from '../core/errors.js';
import type { ExpertEvidence } from '../document/expert-evidence.js';
import type { Challenge } from '../document/fit-evidence.js';
import { ADDITIVE, challengerModels } from '../enterprise/challengers.js';
import { type CrossValidated, crossValidate } from '../enterprise/cross-validate.js';
import { cardModel, dialName, INFLUENCES, turnDial } from '../enterprise/dial.js';
import type { ExpertView } from '../enterprise/expert-prior.js';
import type { Card, FitOptions } from '../enterprise/fit-card.js';
import { badsAmong } from '../enterprise/training-table.js';
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
 * @throws InputError TOO_FEW_FOR_FOLDS where a fold would leave firms of one kind only to learn from
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
  assertTwoOfAKind(options);
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
    challenge:
      spec.challengers.length === 0 ? null : await challenge(validated, { influence, card, options }),
    folds: validated.folds,
    rows: validated.rows.length,
    seconds: Object.fromEntries(
      validated.models.map(({ name, seconds }) => [name === dialName(influence) ? 'card' : name, seconds]),
    ),
  };
}

function assertTwoOfAKind({ table, rows }: FitOptions): void {
  const bads = badsAmong(table, rows);
  if (Math.min(bads, rows.length - bads) > 1) return;
  throw new InputError('TOO_FEW_FOR_FOLDS', 'Too few firms of a kind for folds; nothing was written', [
    {
      code: 'TOO_FEW_FOR_FOLDS',
      file: 'enterprise.spec.json',
      path: 'challengers',
      found: `${rows.length - bads} good and ${bads} bad firms to train on`,
      expected: 'two of each kind: a fold is left out, and both are learned from',
      hint: 'ask for no challengers, and give experts.influence a number',
    },
  ]);
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

type Models = Challenge['models'];

async function challenge(
  validated: CrossValidated,
  {
    influence,
    card,
    options,
  }: { readonly influence: number; readonly card: Card; readonly options: FitOptions },
): Promise<Challenge> {
  const { bad, weight } = validated;
  const said = (name: string) => validated.models.find((each) => each.name === name)!;
  const own = said(dialName(influence));
  const models = (['card', ...options.spec.challengers] as const).map((model) => {
    const { p, sampleP } = model === 'card' ? own : said(model);
    const { auc, aucLow, aucHigh, ks } = discrimination(p, bad);
    const { difference, standardError } = aucDifference(p, own.p, bad);
    const lead =
      model === 'card' ? { lead: null, leadError: null } : { lead: difference, leadError: standardError };
    return { model, auc, aucLow, aucHigh, ks, ...accuracy(sampleP, bad, weight), ...lead };
  });
  const best = models.slice(1).reduce((a, b) => (b.auc > a.auc ? b : a));
  const additiveAuc = best.lead! > best.leadError! ? await additive(card, options) : null;
  const counts = { folds: validated.folds, rows: validated.rows.length };
  return { ...counts, models, additiveAuc, verdict: verdict(models, best, additiveAuc) };
}

async function additive(card: Card, options: FitOptions): Promise<number> {
  const { models, bad } = await crossValidate(card.features, challengerModels([ADDITIVE]), options);
  return discrimination(models[0]!.p, bad).auc;
}

/** The honest sentence. */
function verdict(models: Models, best: Models[number], additiveAuc: number | null): string {
  const [lead, error] = [best.lead!, best.leadError!];
  const ahead = `${best.model}, the best challenger, ${lead >= 0 ? 'leads' : 'trails'} the card by ${Math.abs(lead).toFixed(4)} AUC (standard error ${error.toFixed(4)})`;
  if (additiveAuc === null)
    return lead <= 0 ? `${ahead}: the card stays` : `${ahead}: within one standard error, the card stays`;
  const own = models[0]!.auc;
  const crossing = best.auc - additiveAuc;
  const parts =
    crossing > 0
      ? `${crossing.toFixed(4)} of it is interplay of features, which boosting without crossing them (AUC ${additiveAuc.toFixed(4)}) lacks too; ${(additiveAuc - own).toFixed(4)} is shape and sign, which the card's bounds and bins give up`
      : `boosting without crossing features reaches ${additiveAuc.toFixed(4)} too: it is shape and sign, which the card's bounds and bins give up`;
  return `${ahead}, beyond one standard error: ${parts}`;
}
