import { gatesOf } from '../document/gates.js';
import { gateText } from '../text/gate.js';
import { capTable } from './cap-table.js';
import type { FunnelCount, ReportFacts } from './facts.js';
import { type Content, type Html, html, say } from './html.js';
import type { Lent } from './lending-facts.js';
import { lineTable } from './line-table.js';
import { barred, count, heads, largest, percent, table } from './table.js';

/** From rating to money: who is stopped by what, lines by industry and tier, caps, and what became of the list. */
export function creditPart(lent: Lent, { manifest, enterprise, funnel }: ReportFacts): Html {
  return html`${gateFunnel(lent, manifest.counts)}
${gateTable(lent)}
${lineTable(lent)}
${assumedNote(lent.policy, enterprise)}
${capTable(lent)}
${funnel === undefined ? '' : outcomeFunnel(funnel, lent.policy.currency)}`;
}

function gateFunnel({ credit, policy }: Lent, counts: ReportFacts['manifest']['counts']): Html {
  const { records, rated, targets } = counts;
  const { from, to } = policy.tiers;
  const steps: readonly (readonly [Content, number])[] = [
    [say('Records', '记录'), records!],
    [say('Rated', '已评级'), rated!],
    [say(`In the tiers lent to (R${from}–R${to})`, `准入等级（R${from}–R${to}）`), credit.lentTo],
    [say('On the target list', '进入目标名单'), targets!],
    [say('Within the caps of the portfolio', '组合限额之内'), credit.within.firms],
  ];
  return table({
    id: 'steps',
    title: say('From record to target list', '从记录到目标名单'),
    head: heads('Step|步骤', 'Firms|企业数', 'Of the step before|占上一步'),
    rows: steps.map(([name, firms], i) => [
      name,
      barred(count(firms), records === 0 ? 0 : firms / records!),
      i === 0 || steps[i - 1]![1] === 0 ? '' : percent(firms / steps[i - 1]![1]),
    ]),
  });
}

function gateTable({ credit, policy }: Lent): Html {
  const known = new Map(gatesOf(policy).map((gate) => [gate.code, gate]));
  const hit = credit.gates.filter(({ firms }) => firms > 0).sort((a, b) => b.firms - a.firms);
  if (hit.length === 0)
    return html`<p>${say('No firm of these tiers is kept from the list.', '准入等级企业中没有被排除在名单之外的。')}</p>`;
  const most = largest(hit.map(({ firms }) => firms));
  return table({
    id: 'gates',
    title: say('Why firms of these tiers are not on the list', '准入等级企业未进入名单的原因'),
    note: say(
      'A firm can fail several; “alone”: it fails nothing else.',
      '一家企业可能触及多条；“仅此一条”指未触及其他规则。',
    ),
    head: heads('Rule|规则', 'Code|代码', 'Firms|企业数', 'Alone|仅此一条'),
    words: [0, 1],
    rows: hit.map(({ code, firms, alone }) => {
      const gate = known.get(code)!;
      return [
        say(gateText(gate, 'en'), gateText(gate, 'zh')),
        code,
        barred(count(firms), firms / most),
        count(alone),
      ];
    }),
  });
}

/** Whose pds expected losses and rates go by, where the rating has none. */
function assumedNote({ assumedPds }: Lent['policy'], { tiers }: ReportFacts['enterprise']): Html | '' {
  if (assumedPds === undefined || tiers.every(({ pdPpm }) => pdPpm !== null)) return '';
  const { author, reason } = assumedPds;
  return html`<p>${say(
    `The rating has no pds: expected loss and rates go by those that ${author} assumed: ${reason}`,
    `评级没有违约概率：预期损失与利率采用${author}假定的违约概率：${reason}`,
  )}</p>`;
}

const stepNames: Readonly<Record<string, Html>> = {
  contacted: say('Contacted', '已联系'),
  interested: say('Interested', '有意向'),
  applied: say('Applied', '已申请'),
  'rejected by rule': say('Rejected by rule', '规则拒绝'),
  granted: say('Granted', '已授信'),
  drawn: say('Drawn', '已用信'),
  overdue: say('Overdue', '逾期'),
};

function outcomeFunnel(steps: readonly FunnelCount[], currency: string): Html {
  return table({
    id: 'funnel',
    title: say('From the list to overdue', '从名单到逾期'),
    ...(steps.some(({ unknown }) => unknown) && {
      note: say('–: told by a file of outcomes only.', '–：须提供实际结果文件方可知。'),
    }),
    head: heads(
      'Step|步骤',
      'Firms|企业数',
      'Of|基数',
      'Share|占比',
      '95 % interval|95%区间',
      `Amount, ${currency}|金额（${currency}）`,
      `Mean, ${currency}|户均（${currency}）`,
    ),
    rows: steps.map(({ step, firms, of, low, high, amount, mean, unknown }) => [
      stepNames[step] ?? step,
      unknown ? '–' : count(firms),
      count(of),
      of === 0 || unknown ? '–' : barred(percent(firms / of), firms / of),
      of === 0 || unknown ? '–' : `${percent(low)} – ${percent(high)}`,
      amount === null || unknown ? '' : count(amount),
      mean === null || unknown ? '' : count(mean),
    ]),
  });
}
