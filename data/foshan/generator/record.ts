import { logistic } from '../../../src/core/logistic.js';
import { assumptions as a } from './assumptions.js';
import type { Draws } from './draws.js';
import type { Latent } from './latent.js';

const { exp } = Math;

/** Size, capital and innovation as registers and the labour office know them. */
export function drawStanding(draws: Draws, firm: Latent, thin: boolean) {
  const { size, quality, innovation, activity } = firm;
  const normal = () => draws.normal();
  const staff = Math.max(
    1,
    Math.round(a.staff.median * exp(a.staff.size * size + a.staff.noise * normal() + activity.labour)),
  );
  const insured = Math.round(
    staff *
      logistic(a.insuredShare.mean + a.insuredShare.quality * quality + a.insuredShare.noise * normal()),
  );
  const capital =
    a.registeredCapital.median * exp(a.registeredCapital.size * size + a.registeredCapital.noise * normal());
  const registered = Math.max(1, Math.round(capital / 100_000)) * 100_000;
  const paid = logistic(
    a.paidInShare.mean + a.paidInShare.quality * quality + a.paidInShare.noise * normal(),
  );
  const drive = innovation + activity.technology * 0.4;
  const rate = (of: { readonly mean: number; readonly innovation: number; readonly size: number }) =>
    of.mean + of.innovation * drive + of.size * size;
  const flag = (logit: number) => (draws.happens(logit) ? 1 : 0);
  return {
    registered_capital: registered,
    paid_in_capital: draws.chance(a.gaps.paidIn) ? null : Math.round((registered * paid) / 10_000) * 10_000,
    staff: thin || draws.chance(a.gaps.staff) ? null : staff,
    insured_staff: thin || draws.chance(a.gaps.staff) ? null : insured,
    shareholders: 1 + draws.poisson(0.1 + 0.25 * size),
    outward_investments: draws.poisson(a.invested.mean + a.invested.size * size),
    funding_rounds: draws.poisson(rate(a.funding)),
    patents_invention: draws.poisson(rate(a.patentsInvention)),
    patents_utility: draws.poisson(rate(a.patentsUtility)),
    trademarks: draws.poisson(rate(a.trademarks)),
    is_high_tech: flag(rate(a.highTech)),
    is_specialised_new: flag(rate(a.specialisedNew)),
  };
}

/** What courts, tax office, registers and newspapers hold against a firm. */
export function drawTrouble(draws: Draws, firm: Latent, thin: boolean) {
  const { size, risk, quality } = firm;
  const executed = draws.poisson(a.executed.mean + a.executed.risk * risk + a.executed.quality * quality);
  const flag = (logit: number) => (draws.happens(logit) ? 1 : 0);
  return {
    lawsuits_24m: draws.poisson(a.lawsuits.mean + a.lawsuits.risk * risk + a.lawsuits.size * size),
    executed_24m: executed,
    is_dishonest: executed > 0 && draws.chance(a.dishonestShare) ? 1 : 0,
    penalties_24m: draws.poisson(a.penalties.mean + a.penalties.risk * risk + a.penalties.size * size),
    negative_news_12m: draws.poisson(a.news.mean + a.news.risk * risk + a.news.size * size),
    executive_changes_24m: draws.poisson(a.executiveChanges.mean + a.executiveChanges.risk * risk),
    equity_pledges: draws.poisson(a.pledges.mean + a.pledges.risk * risk + a.pledges.size * size),
    is_abnormal: flag(a.abnormal.mean + a.abnormal.risk * risk + a.abnormal.quality * quality),
    has_tax_arrears: flag(a.arrears.mean + a.arrears.risk * risk + a.arrears.quality * quality),
    is_blacklisted: flag(a.blacklisted.mean + a.blacklisted.risk * risk),
    registration_status: draws.happens(a.deregistered.mean + a.deregistered.size * size) ? '注销' : '存续',
    tax_rating: taxRating(draws, firm, thin),
  };
}

function taxRating(draws: Draws, { quality, risk, ageYears }: Latent, thin: boolean): string | null {
  const { taxRating: t, gaps } = a;
  const z = t.quality * quality + t.risk * risk + t.noise * draws.normal();
  if (draws.chance(gaps.taxRating) || (thin && draws.chance(0.6))) return null;
  if (ageYears < 2) return 'M';
  return z >= t.a ? 'A' : z >= t.b ? 'B' : z >= t.c ? 'C' : 'D';
}

/** The bank's own books, and the lists published in the label window. */
export function drawLabels(draws: Draws, firm: Latent, thin: boolean) {
  const { quality, size, innovation, risk, defaults, town } = firm;
  const { customer: c, lists, internalRating } = a;
  const isCustomer =
    !thin &&
    draws.happens(
      c.mean + town.reach - c.narrowness * (size - c.best) ** 2 + c.risk * risk + c.quality * quality,
    );
  const standing = 0.6 * quality + 0.35 * size - 0.4 * risk;
  const rating = Math.round(
    internalRating.centre - internalRating.spread * standing + internalRating.noise * draws.normal(),
  );
  const late = draws.chance(0.06) ? 1 + draws.integer(60) : 0;
  const overdue = defaults ? 90 + draws.integer(270) : late;
  const award = lists.award;
  const awarded =
    !defaults &&
    draws.happens(
      award.mean +
        award.quality * quality +
        award.size * size +
        award.innovation * innovation +
        award.risk * risk,
    );
  const listed = defaults
    ? draws.happens(lists.riskWhenDefault.mean + lists.riskWhenDefault.size * size)
    : draws.happens(lists.riskOtherwise.mean + lists.riskOtherwise.risk * risk);
  const lends = isCustomer && draws.chance(0.4);
  const line = 200_000 * (1 + draws.integer(10));
  const knowsDebt = isCustomer || draws.chance(0.04);
  const debt = draws.chance(0.6) ? 0 : Math.round(20 * exp(0.8 * size)) * 10_000;
  return {
    is_customer: isCustomer ? 1 : 0,
    internal_rating: isCustomer ? Math.min(10, Math.max(1, rating)) : null,
    own_line: isCustomer ? (lends ? line : 0) : null,
    own_overdue_days: isCustomer ? (draws.chance(0.015) ? 1 + draws.integer(40) : 0) : null,
    unsecured_debt: knowsDebt ? debt : null,
    is_on_award_list: awarded ? 1 : 0,
    is_on_risk_list: listed ? 1 : 0,
    label_overdue_days: isCustomer ? overdue : null,
  };
}
