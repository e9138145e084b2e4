import type { EnterpriseSpec } from '../document/enterprise-spec.js';
import { type Card, fitOptionsOf } from './fit-card.js';
import { type CoefficientInference, inference } from './inference.js';
import { fitLogistic } from './logistic.js';

/**
 * The card's coefficients by the data alone (ψ = 0), on the same columns and rows: what the experts' pull did to each, and
 * which of them the data support by themselves. A coefficient that the bound holds is 0, without a standard error.
 * @param card the card with its experts
 * @param spec how it was fitted
 * @returns in the order of the card's features; null where the data alone have no finite maximum
 */
export function dataAlone(
  { data }: Pick<Card, 'data'>,
  spec: EnterpriseSpec,
): readonly CoefficientInference[] | null {
  const options = fitOptionsOf(spec, undefined);
  const fit = fitLogistic(data, options);
  const isFound = fit.converged && (options.firth || fit.separated.length === 0) && !fit.apart;
  return isFound ? inference(fit, data, options).coefficients : null;
}
