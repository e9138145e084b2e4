import { DocumentError } from '../core/errors.js';
import { sum } from '../core/numbers.js';
import { pick } from '../core/pick.js';
import type { LeaveOneOut } from '../document/measures.js';
import { logitsOf, sampleProbabilities } from '../enterprise/card-logits.js';
import { accuracy, aucInterval, discrimination } from '../validation/discrimination.js';
import { type SplitContext, settleFirst, turned } from './fit-split.js';

/** More labelled firms than this have test rows, or folds: one fit for each would cost hours and tell no more. */
const MOST_ROWS = 2000;

/**
 * Rates every labelled firm by a card that never saw it: bins, selection and fit are made again without the firm, one firm after
 * the other. Pooled over fits, the AUC leans to the low side: a bad firm left out lowers the base rate of its own card.
 * @param context data and spec; the experts' influence as settled on all rows
 * @returns undefined where the spec does not ask for it
 * @source Stone (1974), Cross-validatory choice; Airola et al. (2011) on the bias of its pooled AUC
 */
export function leaveOneOut(context: SplitContext & { readonly influence: number }): LeaveOneOut | undefined {
  const { data, view, influence, manual } = context;
  if (!context.spec.leaveOneOut) return undefined;
  const { table } = data;
  const all = Uint32Array.from({ length: table.rows }, (_, row) => row);
  const options = { spec: withWaivers(context.spec), table, view };
  const stayed = new Map(context.spec.features.map(({ id }) => [id, 0]));
  const logits = Float64Array.from(all, (row) => {
    context.onStep?.('Leaving out one firm at a time', row / table.rows);
    const rows = all.filter((other) => other !== row);
    const card = turned(settleFirst({ ...options, rows, manual }), influence, { ...options, rows });
    for (const { feature } of card.features) stayed.set(feature.id, stayed.get(feature.id)! + 1);
    return logitsOf(card, Uint32Array.of(row))[0]!;
  });
  const bad = pick(table.bad, all);
  const ranking = discrimination(logits, bad);
  const { n, auc, gini, ks } = ranking;
  const weight = Float64Array.from(all, (row) => table.weightMillionths[row]!);
  const measured = accuracy(sampleProbabilities(logits, table, all), bad, weight);
  const features = [...stayed]
    .filter(([, times]) => times > 0)
    .map(([feature, times]) => ({ feature, times }));
  return { n, bads: sum(bad), auc, ...aucInterval(ranking), gini, ks, ...measured, features };
}

/** One firm less may empty a dimension: that is no reason to stop the count. */
const withWaivers = (spec: SplitContext['spec']): SplitContext['spec'] => ({
  ...spec,
  dimensions: spec.dimensions.map((each) => ({ ...each, waiver: each.waiver ?? 'one firm is left out' })),
});

/**
 * Refuses samples that are too large to leave out one firm at a time, before anything is fitted.
 * @param spec the enterprise spec
 * @param rows labelled firms
 * @throws DocumentError TOO_MANY_ROWS
 */
export function assertFewLeftOut({ leaveOneOut: isAsked }: SplitContext['spec'], rows: number): void {
  if (!isAsked || rows <= MOST_ROWS) return;
  throw new DocumentError('TOO_MANY_ROWS', 'Leaving out one firm at a time is for small samples', [
    {
      code: 'TOO_MANY_ROWS',
      file: 'enterprise.spec.json',
      path: 'leaveOneOut',
      found: `${rows} labelled firms`,
      expected: `at most ${MOST_ROWS}; larger samples have splits and folds`,
    },
  ]);
}
