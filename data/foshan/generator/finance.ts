import { logistic } from '../../../src/core/logistic.js';
import { assumptions as a } from './assumptions.js';
import type { Draws } from './draws.js';
import type { Latent } from './latent.js';

/** A year of a firm in whole CNY; null where nothing is on file. */
export interface Finance {
  readonly revenue_reported: number | null;
  readonly revenue_invoiced: number | null;
  readonly revenue_prior: number | null;
  readonly profit: number | null;
  readonly total_assets: number | null;
  readonly total_liabilities: number | null;
  readonly receivables: number | null;
  readonly tax_paid: number | null;
  readonly invoice_months: number | null;
  readonly largest_buyer_share: number | null;
  readonly rd_expense: number | null;
}

const NOTHING: Finance = {
  revenue_reported: null,
  revenue_invoiced: null,
  revenue_prior: null,
  profit: null,
  total_assets: null,
  total_liabilities: null,
  receivables: null,
  tax_paid: null,
  invoice_months: null,
  largest_buyer_share: null,
  rd_expense: null,
};

/** Draws a firm's figures; a thin file has none. */
export function drawFinance(draws: Draws, firm: Latent, thin: boolean): Finance {
  if (thin) return NOTHING;
  const { activity, quality, size, growth, innovation } = firm;
  const normal = () => draws.normal();
  const tail = Math.max(0, size - a.revenue.tailFrom) * a.revenue.tail;
  const true_ =
    a.revenue.median * Math.exp(activity.size + a.revenue.sigma * (size + tail) + a.revenue.noise * normal());
  const invoiced = true_ * Math.exp(a.invoiced.mean + a.invoiced.noise * normal());
  const reported = true_ * (draws.chance(a.invoiced.overstated) ? Math.exp(a.invoiced.overstatement) : 1);
  const rise = a.revenueGrowth.mean + a.revenueGrowth.growth * growth + activity.growth;
  const prior = true_ / (1 + Math.max(-0.6, rise + a.revenueGrowth.noise * normal()));
  const margin = activity.margin + a.profitMargin.quality * quality + a.profitMargin.noise * normal();
  const assets = true_ / Math.exp(a.assetTurnover.mean + a.assetTurnover.noise * normal());
  const debt = logistic(a.debtRatio.mean + a.debtRatio.quality * quality + a.debtRatio.noise * normal());
  const days =
    a.receivableDays.median *
    Math.exp(a.receivableDays.quality * quality + a.receivableDays.noise * normal());
  const tax = a.taxBurden.median * Math.exp(a.taxBurden.quality * quality + a.taxBurden.noise * normal());
  const idle = draws.poisson(a.invoiceMonths.idle + a.invoiceMonths.quality * quality);
  const buyer = logistic(a.buyerShare.mean + a.buyerShare.size * size + a.buyerShare.noise * normal());
  const research =
    a.rdShare.median *
    Math.exp(a.rdShare.innovation * (innovation + 0.4 * activity.technology) + a.rdShare.noise * normal());
  const gaps = a.gaps;
  const lost = draws.happens(gaps.finance + gaps.financeQuality * quality);
  const known = (share: number, value: number) => (draws.chance(share) ? null : Math.round(value));
  const filed = (value: number) => (lost ? null : Math.round(value));
  return {
    revenue_reported: known(gaps.revenueReported, reported),
    revenue_invoiced: known(gaps.revenueInvoiced, invoiced),
    revenue_prior: firm.ageYears < 2 ? null : known(gaps.prior, prior),
    profit: filed(true_ * margin),
    total_assets: filed(assets),
    total_liabilities: filed(assets * debt),
    receivables: filed((true_ * days) / 365),
    tax_paid: known(0.03, true_ * tax),
    invoice_months: Math.max(0, 12 - Math.min(12, idle)),
    largest_buyer_share: draws.chance(0.12) ? null : Math.round(buyer * 1000) / 10,
    rd_expense: draws.chance(0.35) ? null : Math.round(true_ * research),
  };
}
