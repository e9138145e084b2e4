/**
 * A simulated half-year of a synthetic study: firms of a run's target list apply one by one, day after day, until enough are granted.
 * `npm run half-year -- --study DIR --run RUN --out FOLDER [--granted 106] [--seed 1]`
 * Writes applications.jsonl, decisions.jsonl and outcomes.csv, then counts the funnel. Nothing in it is real.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import Papa from 'papaparse';
import { addDays } from '../../src/core/dates.js';
import { funnelOf, openDecider, openStudy, type Study } from '../../src/index.js';
import { drawsOf } from './generator/draws.js';

/** Assumptions about applicants: shares of them unless said otherwise. All firms on the list are equally likely to apply. */
const assumed = {
  /** Days until all are granted: they pass as lines are granted, so that applications come in order of their days. */
  days: 182,
  /** Asks for all that it may get; the others ask for a part, from this share up. */
  asksForAll: 0.6,
  leastPart: 0.3,
  collateral: 0.05,
  /** Authorises tax and financial data beside the credit report. */
  richer: 0.4,
  /** Has unsecured debt elsewhere, exponential with this mean share of revenue. */
  inDebt: 0.5,
  debtShare: 0.06,
  /** Tax paid, EBITDA and debt service as shares of revenue, log-normal. */
  tax: { median: 0.035, sigma: 0.5 },
  ebitda: { median: 0.09, sigma: 0.5 },
  service: { median: 0.03, sigma: 0.6 },
  /** Draws within the half-year, and how much of the line at least. */
  draws: 0.4,
  leastDrawn: 0.4,
  /** Is late, and by how many days: half a year has half of a year's defaults. */
  lateShareOfPd: 0.5,
  daysLate: 35,
} as const;

const { values } = parseArgs({
  options: {
    study: { type: 'string' },
    run: { type: 'string' },
    out: { type: 'string' },
    granted: { type: 'string', default: '106' },
    seed: { type: 'string', default: '1' },
  },
});
if (values.study === undefined || values.run === undefined || values.out === undefined) {
  console.error('usage: npm run half-year -- --study DIR --run RUN --out FOLDER [--granted 106] [--seed 1]');
  process.exit(2);
}
const study = await openStudy(values.study);
if (!study.synthetic) {
  console.error(`${study.study} is not synthetic: nobody may be made to apply in it`);
  process.exit(2);
}
const out = resolve(values.out);
mkdirSync(out, { recursive: true });
const log = join(out, 'decisions.jsonl');
const run = { run: values.run, draft: true, log };

const targets = targetsOf(study, values.run);
const applicants = targets
  .map((firm, i) => ({ firm, draws: drawsOf(Number(values.seed), i) }))
  .map(({ firm, draws }) => ({ firm, draws, order: draws.uniform() }))
  .sort((x, y) => x.order - y.order);
const wanted = Number(values.granted);
const applications: object[] = [];
const outcomes: object[] = [];
const decider = await openDecider(study, run);
const { line, tiers } = decider.models.policy.value;
const pds = decider.models.enterprise.value.tiers.map(({ pdPpm }) => (pdPpm ?? 0) / 1e6);
let granted = 0;
let reviewed = 0;
for (const [i, { firm, draws }] of applicants.entries()) {
  if (granted === wanted) break;
  const day = 1 + Math.floor((assumed.days * granted) / wanted);
  const application = applicationOf(firm, draws, { id: `S${i + 1}`, on: addDays(study.asOf, day) });
  applications.push(application);
  const text = JSON.stringify(application);
  const [decided] = await decider.decide([decider.parse(text, { file: 'applications.jsonl', line: i + 1 })]);
  const { result } = decided!;
  const isReviewed = onlyReview(result);
  const amount = isReviewed ? askedOf(application, result.line!.lineAmount) : result.grantedAmount;
  if (amount === 0) continue;
  granted++;
  reviewed += Number(isReviewed);
  outcomes.push({
    company_id: firm.company_id,
    status: 'granted',
    amount,
    as_of: addDays(study.asOf, assumed.days),
  });
  if (draws.chance(assumed.draws))
    outcomes.push(drawn({ id: firm.company_id!, amount, pd: pds[result.tier! - 1]! }, draws));
}
await decider.close();
writeFileSync(
  join(out, 'applications.jsonl'),
  applications.map((each) => `${JSON.stringify(each)}\n`).join(''),
);
const columns = ['company_id', 'status', 'amount', 'drawn_amount', 'overdue_days', 'as_of'];
writeFileSync(join(out, 'outcomes.csv'), `${Papa.unparse(outcomes, { columns, newline: '\n' })}\n`);
await report();

type Result = Awaited<ReturnType<typeof decider.decide>>[number]['result'];

/** A line above the limit for one pair of eyes, and nothing else: the second pair is assumed to agree. */
function onlyReview({ reasons }: Result): boolean {
  return reasons.length === 1 && reasons[0]!.code === 'SECOND_REVIEW';
}

function askedOf(application: object, lineAmount: number): number {
  const { requested_amount: asked } = application as { requested_amount?: number };
  return Math.min(lineAmount, asked ?? lineAmount);
}

type Target = Readonly<Record<string, string>>;

function targetsOf({ out: runs }: Study, id: string): Target[] {
  const text = readFileSync(join(runs, id, 'targets.csv'), 'utf8').replace(/^\ufeff/, '');
  return Papa.parse<Target>(text, { header: true, skipEmptyLines: true }).data;
}

function applicationOf(
  firm: Target,
  draws: ReturnType<typeof drawsOf>,
  { id, on }: { readonly id: string; readonly on: string },
): object {
  const offer = Number(firm.line_amount);
  // Revenue is not on the list: the least that the tier's share of it can make the offer stands for it.
  const tier = Number(firm.tier!.slice(1));
  const revenue = (offer * 1e6) / line.advancePpm[tier - tiers.from]!;
  const share = ({ median, sigma }: { readonly median: number; readonly sigma: number }) =>
    Math.round(revenue * median * Math.exp(sigma * draws.normal()));
  const part = assumed.leastPart + (1 - assumed.leastPart) * draws.uniform();
  const isRicher = draws.chance(assumed.richer);
  const debt = draws.chance(assumed.inDebt)
    ? Math.round(-revenue * assumed.debtShare * Math.log(1 - draws.uniform()))
    : 0;
  return {
    application_id: id,
    company_id: firm.company_id,
    applied_at: on,
    ...(draws.chance(assumed.asksForAll)
      ? {}
      : {
          requested_amount: Math.max(line.minimum, Math.round((offer * part) / line.roundTo) * line.roundTo),
        }),
    authorisation_id: `AU-${id}`,
    authorised_at: on,
    scope: isRicher ? 'credit_report|tax|finance' : 'credit_report',
    ...(draws.chance(assumed.collateral) ? { collateral: '厂房（样例）' } : {}),
    unsecured_debt: debt,
    ...(isRicher
      ? {
          tax_paid_last_12m: share(assumed.tax),
          tax_paid_prior_12m: share(assumed.tax),
          ebitda: share(assumed.ebitda),
          debt_service: share(assumed.service),
        }
      : {}),
  };
}

/** What is drawn of a granted line. */
function drawn(
  { id, amount, pd }: { readonly id: string; readonly amount: number; readonly pd: number },
  draws: ReturnType<typeof drawsOf>,
): object {
  const part = assumed.leastDrawn + (1 - assumed.leastDrawn) * draws.uniform();
  return {
    company_id: id,
    status: 'drawn',
    drawn_amount: Math.round(amount * part),
    overdue_days: draws.chance(assumed.lateShareOfPd * pd) ? assumed.daysLate : 0,
    as_of: addDays(study.asOf, assumed.days),
  };
}

async function report(): Promise<void> {
  const found = await funnelOf(study, { run: values.run!, log, outcomes: join(out, 'outcomes.csv') });
  const published = found.published!;
  const lines = targets.map((firm) => Number(firm.line_amount));
  const mean = (sums: readonly number[]) => sums.reduce((sum, value) => sum + value, 0) / sums.length;
  const number = (value: number | null | undefined) =>
    value === null || value === undefined ? '' : Math.round(value).toLocaleString('en-US');
  const step = (name: string) => found.steps.find((each) => each.step === name)!;
  console.log('SYNTHETIC half-year: invented firms, assumed behaviour (data/foshan/half-year.ts)');
  console.table({
    'firms on the list': { here: number(lines.length), published: `about ${number(published.targets)}` },
    'mean line on the list': { here: number(mean(lines)), published: '' },
    applied: { here: number(step('applied').firms), published: '' },
    granted: { here: number(step('granted').firms), published: number(published.granted) },
    'mean granted line': { here: number(step('granted').mean), published: number(published.grantedMean) },
    '  of these after a second pair of eyes': { here: number(reviewed), published: '' },
    drawn: { here: number(step('drawn').firms), published: number(published.drawn) },
    overdue: { here: number(step('overdue').firms), published: number(published.overdue) },
  });
  console.log(out);
}
