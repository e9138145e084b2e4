import { approval } from './approval.js';
import { assumedPds } from './assumed-pds.js';
import { count, heading, percent, plain, printLines, quiet, table, warning } from './print.js';

type Dipper = typeof import('../src/index.js');
type Models = Awaited<ReturnType<Dipper['readModels']>>;
type Policy = import('../src/index.js').Policy;
type Rate = import('../src/index.js').Rate;

/** A policy as risk managers read it: who is stopped, what a firm gets, what it pays and why. */
export function showPolicy(
  { policy, enterprise }: Models,
  { dipper, lang, asOf }: { readonly dipper: Dipper; readonly lang: 'en' | 'zh'; readonly asOf: string },
): void {
  const { value } = policy;
  const rates = dipper.rateTable(value, enterprise.value.tiers);
  printLines(
    heading(
      `${plain(value.product.name[lang])}: policy as of ${value.asOf} (${approval(value, { dipper, asOf })})`,
    ),
    heading('Rules'),
    ruleTable(value, lang),
    heading(`Lines, ${value.currency}`),
    lineTable(value),
    heading('Rates a year, simple (indicative)'),
    rateGrid(value, rates),
    quiet(`  ${dipper.rateBasis(value.rate, lang)}`),
    ...demandLine(value),
    heading('What the rates are made of, basis points'),
    componentTable(value, rates),
    ...assumedPds({ policy, enterprise }),
  );
  if (value.portfolio !== undefined)
    printLines(heading('Caps on the list'), capTable(value.portfolio, value.currency));
}

/** Who says how many customers leave at a rate. */
const demandLine = ({ rate: { demand } }: Policy): string[] =>
  demand === undefined
    ? []
    : [quiet(`  demand: the listed rate with the greatest expected margin; ${plain(demand.source)}`)];

const tierOf = ({ tiers }: Policy, i: number) => `R${tiers.from + i}`;
const bp = (value: number) => value.toFixed(1);
const share = (ppm: number) => percent(ppm / 1e6);
const ofAll = (ppm: number) => `${share(ppm)} of all`;

function ruleTable({ rules, decision }: Policy, lang: 'en' | 'zh'): string {
  const all = [
    ...rules.map((rule) => ({
      ...rule,
      when: rule.hard ? 'list, applications, watch' : 'list, applications',
    })),
    ...(decision?.rules ?? []).map((rule) => ({ ...rule, when: 'applications' })),
  ];
  const rows = all.map(({ id, outcome, missing, text, when }) => [
    id,
    outcome,
    missing,
    when,
    plain(text[lang]),
  ]);
  return table(['rule', 'outcome', 'data missing', 'checked for', 'meaning'], rows, [0, 1, 2, 3, 4]);
}

function lineTable(policy: Policy): string {
  const { line, tax } = policy;
  const ratings = tax?.ratings ?? [];
  const rows = line.advancePpm.map((ppm, i) => [
    tierOf(policy, i),
    ...(ratings.length === 0 ? [share(ppm)] : ratings.map(({ factorPpm }) => share((ppm * factorPpm) / 1e6))),
    count(line.cap[i]!),
  ]);
  const columns =
    ratings.length === 0 ? ['of revenue'] : ratings.map(({ rating }) => `of revenue, ${plain(rating)}`);
  const notes = [
    ...(line.debt === undefined
      ? []
      : [`at most ${share(line.debt.sharePpm)} of revenue less unsecured debt`]),
    ...(line.capacity === undefined
      ? []
      : [`at most ${share(line.capacity.sharePpm)} of revenue less own funds and working-capital loans`]),
    `${line.ownLine === undefined ? '' : 'own lines off, '}rounded down to ${count(line.roundTo)}, at least ${count(line.minimum)}`,
  ];
  return `${table(['tier', ...columns, 'cap'], rows)}\n${notes.map((note) => quiet(`  ${note}`)).join('\n')}`;
}

function rateGrid(policy: Policy, rates: readonly (readonly Rate[])[]): string {
  const ratings = policy.tax?.ratings.map(({ rating }) => plain(rating)) ?? ['all'];
  const rows = rates.map((row, i) => [
    tierOf(policy, i),
    ...row.map(
      ({ rateBp, bound }) => `${(rateBp / 100).toFixed(2)} %${bound === 'none' ? '' : ` (${bound})`}`,
    ),
  ]);
  return table(['tier', ...ratings], rows);
}

/** Components by tier; those of a tax rating are its addition alone. */
function componentTable(policy: Policy, rates: readonly (readonly Rate[])[]): string {
  const rows = rates.map((row, i) => {
    const { components, costBp, isAboveMarket } = row[0]!;
    const { fundsBp, operatingBp, expectedLossBp, capitalBp, marginBp } = components;
    const raroc = row.map(({ rarocBp }) => (rarocBp === null ? '' : `${(rarocBp / 100).toFixed(1)} %`));
    const floor = isAboveMarket ? warning(`${bp(costBp)} above market`) : bp(costBp);
    return [
      tierOf(policy, i),
      ...[fundsBp, operatingBp, expectedLossBp, capitalBp].map(bp),
      floor,
      bp(marginBp),
      ...raroc,
    ];
  });
  const ratings = policy.tax?.ratings.map(({ rating }) => `RAROC ${plain(rating)}`) ?? ['RAROC'];
  return table(
    ['tier', 'funds', 'operating', 'expected loss', 'capital', 'price floor', 'margin', ...ratings],
    rows,
  );
}

function capTable(portfolio: NonNullable<Policy['portfolio']>, currency: string): string {
  const { total, industrySharePpm, town, tiers, group } = portfolio;
  const rows = [
    ['all', `${currency} ${count(total)}`],
    ...(industrySharePpm === undefined ? [] : [['an industry', ofAll(industrySharePpm)]]),
    ...(town === undefined ? [] : [['a town', ofAll(town.sharePpm)]]),
    ...tiers.map(({ tier, sharePpm }) => [`R${tier}`, ofAll(sharePpm)]),
    ...(group === undefined
      ? []
      : [['a group', `${currency} ${count(group.amount)}, or ${ofAll(group.sharePpm)} where that is more`]]),
  ];
  return table(['expected use of', 'at most'], rows);
}
