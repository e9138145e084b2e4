import { capText } from '../text/cap.js';
import { both, type Content, type Html, html, say } from './html.js';
import type { CapUse, Lent } from './lending-facts.js';
import { barred, count, firmsText, heads, percent, table } from './table.js';

const CAPS_SHOWN = 20;
const OUTSIDE = say('outside the map', '未纳入产业图谱');

/** What the caps of the portfolio leave, and how far each is taken up. */
export function capTable({ credit, policy, industry }: Lent): Html {
  const { within, caps } = credit;
  const sums = html`<p>${say(
    `Within the caps: ${firmsText(within.firms)}, lines of ${policy.currency} ${count(within.lineSum)}, expected use ${count(within.use)}, expected loss ${count(within.expectedLoss)}.`,
    `限额之内：${count(within.firms)}家企业，额度${policy.currency} ${count(within.lineSum)}，预计用信${count(within.use)}，预期损失${count(within.expectedLoss)}。`,
  )}</p>`;
  if (caps.length === 0) return sums;
  const names = new Map(industry.industries.map(({ id, name }) => [id, both(name)]));
  const shown = [...caps]
    .sort((a, b) => b.stopped - a.stopped || takenUp(b) - takenUp(a))
    .slice(0, CAPS_SHOWN);
  return html`${sums}${table({
    id: 'caps',
    title: say(
      `Caps of the portfolio: expected use, ${policy.currency}`,
      `组合限额：预计用信（${policy.currency}）`,
    ),
    ...(caps.length > CAPS_SHOWN
      ? {
          note: say(
            `${CAPS_SHOWN} of ${caps.length}: those that stopped most firms, then the fullest`,
            `共${caps.length}项，列出${CAPS_SHOWN}项：先列受限企业最多的，再列占用最高的`,
          ),
        }
      : {}),
    head: heads(
      'Cap|限额',
      'Of|对象',
      'Use|预计用信',
      'Limit|限额金额',
      'Taken up|占用率',
      'Firms stopped|受限企业数',
    ),
    words: [0, 1],
    rows: shown.map((cap) => capRow(cap, names)),
  })}`;
}

function capRow({ kind, of, ...cap }: CapUse, names: ReadonlyMap<string, Content>) {
  return [
    say(capText(kind, 'en'), capText(kind, 'zh')),
    kind !== 'INDUSTRY' ? of : of === '' ? OUTSIDE : (names.get(of) ?? of),
    count(cap.use),
    count(cap.limit),
    cap.limit === 0 ? '–' : barred(percent(takenUp(cap), 1), takenUp(cap)),
    count(cap.stopped),
  ];
}

/** Share of its limit; a limit of 0 is never taken up. */
const takenUp = ({ use, limit }: Pick<CapUse, 'use' | 'limit'>) => (limit === 0 ? 0 : use / limit);
