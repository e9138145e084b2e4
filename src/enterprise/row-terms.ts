/** Log-likelihood of one row, its residual and its curvature, by the linear predictor. */
export interface RowTerms {
  logLikelihood: number;
  residual: number;
  curvature: number;
}

/**
 * Writes the terms of a row: ℓ, y − p and p (1 − p).
 * @param into where to
 * @param eta linear predictor
 * @param event whether y is 1
 */
export function rowTerms(into: RowTerms, eta: number, event: boolean): void {
  const e = Math.exp(-Math.abs(eta));
  const p = eta >= 0 ? 1 / (1 + e) : e / (1 + e);
  into.logLikelihood = (event ? Math.min(eta, 0) : Math.min(-eta, 0)) - Math.log1p(e);
  into.residual = event ? 1 - p : -p;
  into.curvature = e / ((1 + e) * (1 + e));
}
