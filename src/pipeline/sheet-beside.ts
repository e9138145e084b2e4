import { pdAssumedBy, pricedPd } from '../credit/rate-table.js';
import { listColumns } from '../document/contract.js';
import { isLentTo } from '../document/policy.js';
import { dimensionColumn } from '../document/rating-columns.js';
import { type Engine, openEngine } from '../engine/engine.js';
import { assign, carriedCell } from '../output/target-list.js';
import { dropWorkFolder, openWorkFolder } from '../output/work-folder.js';
import type { SheetCredit, SheetFacts, SheetRating } from '../report/sheet-facts.js';
import { deskQueries } from '../sql/desk.js';
import { peerQueries } from '../sql/peers.js';
import type { Study } from '../study/open-study.js';
import { creditFirm } from './credit-firm.js';
import { decisionKit } from './decision-kit.js';
import { limitsFor } from './engine-memory.js';
import { type Explanation, tierOf } from './explain-company.js';
import { findFirms, joinBorrowers, snapshotColumns } from './firm-desk.js';
import { COMPANIES, loadCompanies, planCompanies } from './load-companies.js';
import { offerDay } from './offer-days.js';
import { planOptions, rateCompanies } from './rate-companies.js';
import type { Models } from './read-models.js';
import { readTierInputs } from './settle-tiers.js';
import { stoppedBy } from './stopped-by.js';
import { studyAssignments } from './study-assignments.js';

interface Beside {
  readonly details: SheetFacts['details'];
  readonly peers: SheetRating['peers'];
  readonly credit: SheetCredit | undefined;
}

/** Loads and rates the whole table, and looks the firm up in it. */
export async function besideOthers(study: Study, models: Models, told: Explanation): Promise<Beside> {
  const work = await openWorkFolder(study.out);
  try {
    const plan = await planCompanies(study, planOptions(models, work.scratch));
    const engine = await openEngine({ workFolder: work.scratch, ...limitsFor({}, plan) });
    try {
      await loadCompanies(engine, plan);
      const details = await detailsOf(engine, study, { models, told });
      if (told.rating.refuseCode !== null) return { details, peers: undefined, credit: undefined };
      const tierInputs = await readTierInputs(study);
      const ratings = await rateCompanies(engine, { asOf: study.asOf, models, tierInputs });
      const looking = { models, told, ratings };
      return {
        details,
        peers: await peersOf(engine, looking),
        credit: await creditOf(engine, study, looking),
      };
    } finally {
      engine.close();
    }
  } finally {
    await dropWorkFolder(work);
  }
}

interface Looking {
  readonly models: Models;
  readonly told: Explanation;
}

interface Rated extends Looking {
  /** The table of settled ratings. */
  readonly ratings: string;
}

/** Rated firms of the firm's industry, and the median of each dimension. */
async function peersOf(engine: Engine, { models, told, ratings }: Rated): Promise<SheetRating['peers']> {
  const { dimensions } = models.enterprise.value;
  const columns = dimensions.map(({ id }) => dimensionColumn(id));
  const industryId = told.rating.industry?.id ?? null;
  const [row] = await engine.rows(peerQueries.medians(ratings, columns, industryId));
  const median = (i: number) => (row![`median_${i}`] === null ? null : Number(row![`median_${i}`]));
  return {
    firms: Number(row!.n),
    medians: Object.fromEntries(dimensions.map(({ id }, i) => [id, median(i)])),
  };
}

/** What the policy carries onto lists, and who looks after the firm. */
async function detailsOf(
  engine: Engine,
  study: Study,
  { models, told }: Looking,
): Promise<SheetFacts['details']> {
  const { policy, industry } = models;
  const { carry } = policy.value;
  const personal = new Map(models.contract.map((column) => [column.name, column.personal]));
  const query = { columns: listColumns(policy.value), own: undefined, ids: [told.companyId] };
  const [row] = await engine.rows(deskQueries.firms(COMPANIES, query));
  const assigned = { town: row?.town, industry_id: told.rating.industry?.id ?? null };
  const who = assign(assigned, (await studyAssignments(study, { policy, industry }))?.rows ?? []);
  return [
    ...carry
      .filter((name) => name !== 'name')
      .map((name) => [name, carriedCell(row?.[name], personal.get(name))] as const),
    ...(who === undefined
      ? []
      : ([
          ['branch', who.branch],
          ['manager', who.manager],
        ] as const)),
  ];
}

async function creditOf(
  engine: Engine,
  study: Study,
  { models, told, ratings }: Rated,
): Promise<SheetCredit> {
  const tier = tierOf(told);
  const isOverride = told.settled?.source === 'override';
  const [policy, industry, enterprise] = [
    models.policy.value,
    models.industry.value,
    models.enterprise.value,
  ];
  const columns = snapshotColumns(models);
  const table = await joinBorrowers(engine, policy, columns);
  const firm = (await findFirms(engine, { ...table, columns, ids: [told.companyId] })).get(told.companyId)!;
  const { read } = decisionKit({ industry, enterprise, policy }, study.asOf);
  const found = read(creditFirm(firm.company, told.rating, { tier, ownLine: firm.ownLine }));
  const isListed = isLentTo(policy, tier) && found.gates.length === 0;
  const cap = isListed
    ? await stoppedBy(engine, { models, asOf: study.asOf, ratings }, told.companyId)
    : undefined;
  const own = enterprise.tiers[tier - 1]!;
  const by = { tier, pdPpm: pricedPd(policy, own), assumedBy: pdAssumedBy(policy, own) };
  return {
    policy,
    isLentTo: isLentTo(policy, tier),
    stoppedBy: cap,
    revenue: found.revenue,
    line: found.line ?? undefined,
    rate: found.rate === null ? undefined : { ...found.rate, by },
    gates: found.gates,
    flags: found.flags,
    validUntil: offerDay(policy, study.asOf, isOverride ? told.settled?.override?.expiresOn : undefined),
  };
}
