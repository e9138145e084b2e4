/**
 * Every parameter of the synthetic population that is not a property of an industry or a town.
 * Latent drivers are standard normal or nearly so; rates are odds on the logit scale unless a comment says otherwise.
 * Nothing here is estimated from real enterprises; README.md gives the idea behind each figure.
 */
export const assumptions = {
  /** Features are frozen on this day; it is the study's date. */
  asOf: '2024-06-30',
  /** Labels lie in the twelve months from this day on. */
  labelWindowStart: '2024-07-01',

  /** How the latent drivers hang together; each row's loadings leave the rest to independent noise. */
  latent: {
    meanAgeYears: 7.2,
    oldestYears: 38,
    size: { quality: 0.45, age: 0.3, noise: 0.84 },
    growth: { quality: 0.3, age: -0.25, noise: 0.92 },
    innovation: { quality: 0.35, size: 0.3, noise: 0.85 },
    risk: { quality: -0.45, noise: 0.89 },
  },

  /** Log-odds of default (90 days overdue or listed as dishonest) within twelve months. */
  default: {
    intercept: -3.62,
    quality: -0.42,
    size: -0.3,
    growth: -0.16,
    innovation: -0.14,
    age: -0.16,
    risk: 0.4,
    noise: 0.45,
    /** Of the industry's own risk, see studied-activities.ts. */
    industry: 2.2,
  },

  /** What one unit of `--shift` moves: a downturn lowers quality, growth and size and raises risk. */
  shift: { quality: -1, growth: -1, size: -0.5, risk: 0.5 },

  /** Yearly revenue in CNY, log-normal with a heavier upper tail beyond `tailFrom` standard deviations. */
  revenue: { median: 3_300_000, sigma: 1.02, noise: 0.18, tailFrom: 2.2, tail: 0.55 },
  revenueGrowth: { mean: 0.03, growth: 0.13, noise: 0.07 },
  /** Invoiced over reported revenue, log scale; `overstated` is the share that reports far more than it invoices. */
  invoiced: { mean: -0.05, noise: 0.09, overstated: 0.06, overstatement: 0.45 },
  profitMargin: { quality: 0.03, noise: 0.035 },
  assetTurnover: { mean: 0.15, noise: 0.45 },
  debtRatio: { mean: 0.05, quality: -0.4, noise: 0.65 },
  receivableDays: { median: 62, quality: -0.2, noise: 0.55 },
  taxBurden: { median: 0.027, quality: 0.18, noise: 0.45 },
  /** A from `a` up, B from `b`, C from `c`, D below; M for firms in their first two years. */
  taxRating: { quality: 0.75, risk: -0.55, noise: 0.7, a: 1.55, b: -1.75, c: -2.45 },
  invoiceMonths: { idle: -0.15, quality: -0.5 },
  buyerShare: { mean: -0.7, size: -0.25, noise: 0.8 },

  staff: { median: 9, size: 0.72, noise: 0.55 },
  insuredShare: { mean: 0.9, quality: 0.5, noise: 0.9 },
  registeredCapital: { median: 1_300_000, size: 0.6, noise: 0.85 },
  paidInShare: { mean: 0.1, quality: 0.35, noise: 1.4 },

  /** Log of Poisson rates. */
  patentsUtility: { mean: -2.3, innovation: 0.95, size: 0.3 },
  patentsInvention: { mean: -3.9, innovation: 0.95, size: 0.35 },
  trademarks: { mean: -1.1, innovation: 0.3, size: 0.45 },
  rdShare: { median: 0.021, innovation: 0.45, noise: 0.35 },
  highTech: { mean: -5.4, innovation: 1.5, size: 0.8 },
  specialisedNew: { mean: -7.4, innovation: 1.4, size: 1.1 },

  /** Log of Poisson rates over 24 months (news: 12). */
  lawsuits: { mean: -1.75, risk: 0.75, size: 0.35 },
  executed: { mean: -3.3, risk: 0.95, quality: -0.3 },
  dishonestShare: 0.35,
  penalties: { mean: -2.2, risk: 0.45, size: 0.2 },
  news: { mean: -2.7, risk: 0.55, size: 0.55 },
  executiveChanges: { mean: -1.1, risk: 0.35 },
  pledges: { mean: -4.2, risk: 0.5, size: 0.4 },
  abnormal: { mean: -3.7, risk: 0.6, quality: -0.5 },
  arrears: { mean: -3.9, risk: 0.7, quality: -0.5 },
  blacklisted: { mean: -5.6, risk: 0.9 },
  deregistered: { mean: -5.0, size: -0.5 },
  invested: { mean: -2.1, size: 0.6 },
  funding: { mean: -4.6, innovation: 0.7, size: 0.3 },
  /** Firms of one group stand near each other in the file. */
  groups: { block: 40, share: 0.05 },

  /** Firms with little on file: registration only, no tax or annual report. */
  thin: { mean: -1.86, size: -0.75, age: -0.25 },
  /** Shares of cells missing in the other firms. */
  gaps: {
    revenueReported: 0.05,
    revenueInvoiced: 0.08,
    prior: 0.04,
    finance: -2.4,
    financeQuality: -0.35,
    staff: 0.035,
    paidIn: 0.1,
    taxRating: 0.03,
    phone: 0.08,
    name: 0.04,
  },

  /** Lists published in the label window; who gets on them is not known to the features. */
  lists: {
    award: { mean: -3.72, quality: 0.45, size: 0.25, innovation: 0.2, risk: -0.25 },
    /** Larger firms in default are more likely to be listed. */
    riskWhenDefault: { mean: -0.7, size: 1.3 },
    riskOtherwise: { mean: -5.0, risk: 0.5 },
  },

  /** The bank's own customers: mostly mid-sized, screened, more of them where the bank has more branches. */
  customer: { mean: -2.55, best: 1.3, narrowness: 0.55, risk: -0.3, quality: 0.25 },
  internalRating: { centre: 4.6, spread: 1.7, noise: 0.8 },
} as const;
