import { sum } from '../core/numbers.js';
import { both, type Content, type Html, html, say } from './html.js';
import type { Lent, LineCount } from './lending-facts.js';
import { count, heads, heat, largest, rateText, table } from './table.js';

/** Lines of the target list by industry and tier, with their sum, mean and rate. */
export function lineTable({ credit, policy, industry }: Lent): Html {
  const { currency } = policy;
  const tiers = tiersOf(policy);
  const ranked = [...industry.industries].sort((a, b) => a.rank - b.rank);
  const names: readonly (readonly [id: string, name: Content])[] = [
    ...ranked.map(({ id, name }) => [id, both(name)] as const),
    ['', say('outside the map', '未纳入产业图谱')],
  ];
  const most = largest(credit.lines.map(({ lineSum }) => lineSum));
  const linesOf = (id: string) => credit.lines.filter(({ industryId }) => industryId === id);
  return table({
    id: 'lines',
    title: say(
      `Pre-approved lines by industry and tier, ${currency}`,
      `各产业各等级预授信额度（${currency}）`,
    ),
    note: say(
      'In brackets: firms. Rates are means weighted by line.',
      '括号内为企业数。利率按额度加权平均。',
    ),
    head: [
      ...heads('Industry|产业', 'Firms|企业数', 'Sum|合计', 'Mean line|户均额度', 'Rate|利率'),
      ...tiers.map((tier) => `R${tier}`),
    ],
    rows: [
      ...names
        .filter(([id]) => linesOf(id).length > 0)
        .map(([id, name]) => [
          name,
          ...sums(linesOf(id)),
          ...byTier(linesOf(id), tiers).map((lines) => cellOf(lines, most)),
        ]),
      [
        html`<b>${say('All', '合计')}</b>`,
        ...sums(credit.lines),
        ...byTier(credit.lines, tiers).map((lines) => count(amountOf(lines))),
      ],
    ],
  });
}

const tiersOf = ({ tiers: { from, to } }: Lent['policy']): number[] =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i);

type Lines = readonly LineCount[];

const amountOf = (lines: Lines): number => sum(lines.map(({ lineSum }) => lineSum));
const firmsOf = (lines: Lines): number => sum(lines.map(({ firms }) => firms));
const byTier = (lines: Lines, tiers: readonly number[]): Lines[] =>
  tiers.map((tier) => lines.filter((each) => each.tier === tier));

/** Firms, sum, mean, rate. */
function sums(lines: Lines): Content[] {
  const [firms, amount] = [firmsOf(lines), amountOf(lines)];
  if (firms === 0) return [0, 0, '–', '–'];
  const interest = sum(lines.map(({ lineRateSum }) => lineRateSum));
  return [count(firms), count(amount), count(amount / firms), rateText(interest / amount)];
}

const cellOf = (lines: Lines, most: number) =>
  lines.length === 0 ? '' : heat(`${count(amountOf(lines))} (${firmsOf(lines)})`, amountOf(lines) / most);
