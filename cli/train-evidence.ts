import { count, fixed, percent, plain, quiet, table, warning } from './print.js';

type Document = import('../src/index.js').EnterpriseDocument;
type Training = Document['training'];

/** An interval; – where there is none. */
export const between = (low: number | null, high: number | null): string =>
  low === null || high === null ? '–' : `${low.toFixed(3)} to ${high.toFixed(3)}`;

/** The cost of listening to the experts, along the dial. */
export function dialTable({
  curve,
  influence,
  reason,
  source,
  folds,
  rows,
}: NonNullable<Training['experts']>): string {
  const made = curve.map((point) => [
    `${point.chosen ? '→ ' : ''}${point.influence}`,
    point.auc.toFixed(4),
    point.ks.toFixed(3),
    point.logLoss.toFixed(4),
    point.lossError.toFixed(4),
  ]);
  const shown =
    curve.length === 0 ? [] : [table(['influence', 'AUC', 'KS', 'log-loss', 's.e. to best'], made, [])];
  const checked = curve.length === 0 ? '' : `; ${folds} folds of ${count(rows)} rows`;
  return [...shown, quiet(`  influence ${influence}: ${reason}${checked}`), quiet(`  ${plain(source)}`)].join(
    '\n',
  );
}

/** The card among its challengers. */
export function challengeTable(
  { models, verdict, folds, rows }: NonNullable<Training['challenge']>,
  seconds: Readonly<Record<string, number>>,
): string {
  const made = models.map(({ model, auc, aucLow, aucHigh, ks, brier, logLoss, lead, leadError }) => [
    model,
    auc.toFixed(4),
    between(aucLow, aucHigh),
    ks.toFixed(3),
    brier.toFixed(4),
    logLoss.toFixed(4),
    lead === null ? '' : `${lead > 0 ? '+' : ''}${fixed(lead, 4)} ± ${leadError!.toFixed(4)}`,
    seconds[model] === undefined ? '' : seconds[model].toFixed(1),
  ]);
  const head = ['model', 'AUC', '95 %', 'KS', 'Brier', 'log-loss', 'lead', 'seconds'];
  const note = quiet(`  ${verdict}; ${folds} folds of ${count(rows)} rows, the same bins for all`);
  return `${table(head, made)}\n${note}`;
}

/** What a reviewer checks: the solver, the fit, firms to a feature and how many the spec asks for, calibration, rounding, sources. */
export function checkTable({ training, features }: Document, eventsPerFeature: number): string {
  const { secondOpinion, calibration, roundingEffect, clampedShare, fit, evaluations } = training;
  const clamped = [
    'clamped at 0 or 1000',
    `${percent(clampedShare)} of ${count(training.rated)} rated firms`,
  ];
  if (fit === null || secondOpinion === null || calibration === null)
    return table(['check', 'result'], [['labels', 'none: expert weights alone, no pd'], clamped], [0, 1]);
  const difference = secondOpinion.largestDifference;
  const apart = difference === null ? '' : `, largest difference ${difference.toExponential(1)}`;
  const { priorShift, interceptShift, slope } = calibration;
  const shifts = `prior ${priorShift.toFixed(4)}, intercept ${interceptShift.toFixed(4)}, slope ${slope.toFixed(4)}`;
  const { n, bads } = evaluations[0]!.train;
  const events = Math.min(bads, n - bads) / features.length;
  const thin = events < eventsPerFeature ? warning(` fewer than ${eventsPerFeature}: mostly noise`) : '';
  const rows = [
    ['second opinion', `${secondOpinion.verdict} on ${count(secondOpinion.rows)} rows${apart}`],
    ['fit', fitText(fit)],
    [`${bads > n - bads ? 'goods' : 'bads'} per feature`, `${events.toFixed(1)}${thin}`],
    ['calibration', `${calibration.note}; ${shifts}`],
    ['rounding of points', `moves a pd by at most ${percent(roundingEffect ?? 0)}`],
    clamped,
    ...training.sourceChecks.map(({ source, auc, verdict }) => [
      `source ${source}`,
      verdict === 'comparable'
        ? `${verdict}, AUC ${auc.toFixed(3)}`
        : warning(`${verdict}, AUC ${auc.toFixed(3)}`),
    ]),
  ];
  return table(['check', 'result'], rows, [0, 1]);
}

function fitText({
  method,
  l2,
  iterations,
  aic,
  bic,
  conditionNumber,
}: NonNullable<Document['training']['fit']>): string {
  const name = method === 'firth' ? 'Firth' : 'maximum likelihood';
  const penalty = l2 === 0 ? '' : ` with a ridge penalty of ${l2}`;
  const condition = conditionNumber === null ? '' : `, condition number ${conditionNumber.toFixed(0)}`;
  return `${name}${penalty} in ${iterations} steps; AIC ${aic.toFixed(1)}, BIC ${bic.toFixed(1)}${condition}`;
}

/** Every labelled firm, rated by a card that never saw it. */
export function leaveOneOutTable(found: NonNullable<Training['leaveOneOut']>): string {
  const { n, bads, auc, aucLow, aucHigh, ks, brier, logLoss, features } = found;
  const interval = between(aucLow, aucHigh);
  const row = [count(n), count(bads), auc.toFixed(4), interval, ks.toFixed(3), brier.toFixed(4)];
  const made = table(
    ['n', 'bad', 'AUC', '95 %', 'KS', 'Brier', 'log-loss'],
    [[...row, logLoss.toFixed(4)]],
    [],
  );
  const stayed = features.map(({ feature, times }) => `${feature} ${count(times)}`).join(', ');
  return `${made}${silence(aucLow)}\n${quiet(`  in how many of the ${count(n)} cards each feature stayed: ${stayed}`)}`;
}

/** Why the AUC proves nothing; empty where it does. */
function silence(aucLow: number | null): string {
  if (aucLow !== null && aucLow > 0.5) return '';
  const why = aucLow === null ? 'No interval can be given' : 'The interval reaches 0.5';
  return warning(`\n  ${why}: NO POWER to tell the card from chance.`);
}
