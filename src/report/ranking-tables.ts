import { badge, type Html, html, say } from './html.js';
import { count, fixed, heads, percent, pText, table } from './table.js';
import type { OwnRating, ReportedValidation } from './validation-facts.js';

/** How tiers stand beside each other, how sources are told apart, and the bank's own rating on the same firms. */
export function rankingTables({ steps, sourcePairs, internal }: ReportedValidation): Html {
  return html`${stepTable(steps)}
${pairTable(sourcePairs)}
${internal === undefined ? '' : ownRating(internal)}`;
}

function stepTable(steps: ReportedValidation['steps']): Html {
  if (steps.length === 0) return html``;
  return table({
    id: 'tier-steps',
    title: say('Tiers beside each other', '相邻等级比较'),
    note: say('z above 0: the worse tier defaults more often.', 'z大于0：较差等级违约更多。'),
    head: heads('Tiers|等级', 'N', 'D', 'z', 'P', 'Power|检验功效', 'Status|结论'),
    rows: steps.map(({ better, worse, n, d, z, p, power, status }) => [
      `${better} → ${worse}`,
      count(n),
      count(d),
      fixed(z, 2),
      pText(p),
      percent(power, 0),
      badge(status),
    ]),
  });
}

function pairTable(pairs: ReportedValidation['sourcePairs']): Html {
  if (pairs.length === 0) return html``;
  return table({
    id: 'source-pairs',
    title: say('Ranking by source of goods and bads', '按好坏样本来源的区分能力'),
    head: heads('Goods of|好样本来源', 'Bads of|坏样本来源', 'N', 'D', 'AUC'),
    words: [0, 1],
    rows: pairs.map(({ goods, bads, n, d, auc }) => [goods, bads, count(n), count(d), fixed(auc, 4)]),
  });
}

const OWN = say('The bank’s own rating', '本行自有评级');

function ownRating(found: OwnRating | null): Html {
  if (found === null)
    return html`<h3>${OWN}</h3><p>${say(
      'Fewer than two good or two bad firms have both ratings.',
      '同时有两种评级的好企业或坏企业不足两家。',
    )}</p>`;
  const { n, bads, kendall, auc, internalAuc, difference, apart } = found;
  const rows = [
    [say('firms with both ratings', '两种评级均有的企业'), count(n)],
    [say('bad among them', '其中坏企业'), count(bads)],
    ['Kendall τ-b', fixed(kendall, 3)],
    [say('AUC of this rating', '本评级AUC'), fixed(auc, 4)],
    [say('AUC of the bank’s own', '自有评级AUC'), fixed(internalAuc, 4)],
    [
      say('difference (paired DeLong)', '差值（配对DeLong）'),
      `${fixed(difference.difference, 4)} ± ${fixed(difference.standardError, 4)}`,
    ],
    [
      say('three or more fifteenths of the ranking apart', '名次相差十五分之三及以上'),
      `${count(apart)} (${percent(apart / n)})`,
    ],
  ];
  return html`${table({ id: 'own-rating', title: OWN, head: heads('Measure|指标', 'Value|数值'), rows })}
${crossTable(found)}`;
}

/** A rating with more grades than this is no table. */
const MOST_GRADES = 20;

function crossTable({ crossTable: { grades, counts } }: OwnRating): Html {
  if (grades.length > MOST_GRADES) return html``;
  return table({
    id: 'own-rating-by-tier',
    title: say('Firms by tier and the bank’s own grade', '按等级与自有评级的企业数'),
    head: [say('Tier', '等级'), ...grades.map(String)],
    rows: counts.flatMap((row, i) =>
      row.every((firms) => firms === 0) ? [] : [[`R${i + 1}`, ...row.map(count)]],
    ),
  });
}
