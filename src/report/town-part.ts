import { groupBy } from '../core/group-by.js';
import { sum } from '../core/numbers.js';
import { both, type Content, type Html, html, say } from './html.js';
import type { Lent, TownCount } from './lending-facts.js';
import { barred, count, heads, heat, largest, table } from './table.js';

const TOWNS_SHOWN = 60;

/** Towns and industries, for those who govern them: how many firms, how good, how much is pre-approved. No firm is named. */
export function townPart({ towns, industry, policy }: Lent): Html {
  if (towns === undefined)
    return html`<p>${say('The study has no column of towns.', '本项目没有镇街列。')}</p>`;
  const all = group(towns);
  const shown = all.slice(0, TOWNS_SHOWN);
  const more = all.length - shown.length;
  const note = say(
    more === 0 ? '' : `the ${TOWNS_SHOWN} towns with most firms; ${more} more not shown`,
    more === 0 ? '' : `企业最多的${TOWNS_SHOWN}个镇街；另有${more}个未列出`,
  );
  return html`${townTable(shown, note, policy.currency)}${crossTable(shown, note, industry)}`;
}

type Grouped = ReturnType<typeof group>;

function townTable(shown: Grouped, note: Html, currency: string): Html {
  const most = largest(shown.map(({ firms }) => firms));
  const sums = ['head', 'mid', 'tail', 'listed', 'lineSum'] as const;
  return table({
    id: 'towns',
    title: say('Towns', '镇街'),
    note,
    head: heads(
      'Town|镇街',
      'Rated firms|评级企业',
      'Head|头部',
      'Mid|腰部',
      'Tail|尾部',
      'On the list|名单企业',
      `Lines, ${currency}|预授信额度（${currency}）`,
    ),
    rows: shown.map(({ town, rows, firms }) => [
      townName(town),
      barred(count(firms), firms / most),
      ...sums.map((key) => count(sum(rows.map((row) => row[key])))),
    ]),
  });
}

function crossTable(shown: Grouped, note: Html, { industries }: Lent['industry']): Html {
  const ranked = [...industries].sort((a, b) => a.rank - b.rank);
  const ids = [...ranked.map(({ id }) => id), ''];
  const firmsOf = (rows: readonly TownCount[], id: string) =>
    sum(rows.filter(({ industryId }) => industryId === id).map(({ head, mid, tail }) => head + mid + tail));
  const most = largest(shown.flatMap(({ rows }) => ranked.map(({ id }) => firmsOf(rows, id))));
  const cell = (firms: number, id: string) =>
    firms === 0 ? '' : id === '' ? count(firms) : heat(count(firms), firms / most);
  return table({
    id: 'town-industry',
    title: say('Rated firms by town and industry', '各镇街各产业的评级企业'),
    note,
    head: [say('Town', '镇街'), ...ranked.map(({ name }) => both(name)), say('others', '其他')],
    rows: shown.map(({ town, rows }) => [townName(town), ...ids.map((id) => cell(firmsOf(rows, id), id))]),
  });
}

const townName = (town: string): Content => (town === '' ? say('not known', '未知') : town);

/** Rows by town, the town with most firms first. */
function group(rows: readonly TownCount[]) {
  return [...groupBy(rows, ({ town }) => town)]
    .map(([town, own]) => ({
      town,
      rows: own,
      firms: sum(own.map(({ head, mid, tail }) => head + mid + tail)),
    }))
    .sort((a, b) => b.firms - a.firms || (a.town < b.town ? -1 : 1));
}
