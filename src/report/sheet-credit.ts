import { flagsOf } from '../document/gates.js';
import { gateText } from '../text/gate.js';
import { lineTermText } from '../text/line-term.js';
import { marks } from '../text/marks.js';
import { rateBasis } from '../text/rate.js';
import type { Language } from '../text/reason.js';
import type { SheetPart } from './sheet.js';
import type { SheetCredit } from './sheet-facts.js';
import { count, percent } from './table.js';

const words = {
  en: {
    outside: 'Its tier is not lent to',
    gates: 'Why it is not on the target list',
    gateHead: ['Rule', 'Code'],
    line: (currency: string) => `The line and what capped it, ${currency}`,
    lineIf: (currency: string) => `What its line would be, were it on the list, ${currency}`,
    lineHead: ['Limit', 'Amount', ''],
    binds: '◀ binds',
    own: 'Lines already granted to firm, owner and group',
    rounded: 'Line, rounded down',
    revenue: 'Revenue it is computed from',
    until: (day: string, months: number) => `offer valid until ${day}, tenor ${months} months`,
    flags: 'Marks',
    rate: 'The rate and what it is made of',
    rateIf: 'What its rate would be',
    rateHead: ['Component', 'Basis points'],
    final: 'Rate',
    components: {
      fundsBp: 'Cost of funds',
      operatingBp: 'Operating cost',
      expectedLossBp: 'Expected loss',
      capitalBp: 'Cost of capital',
      marginBp: 'Margin',
      taxBp: 'Tax rating',
    } as Record<string, string>,
    tierPd: (tier: number, pd: string, author?: string) =>
      `expected loss by the pd of R${tier}, ${pd}${author === undefined ? '' : `, which ${author} assumed`}`,
    bound: {
      none: 'rounded up',
      floor: 'the floor of the policy decides',
      cap: 'the cap of the policy decides',
      demand: 'chosen by customers’ demand',
    } as Record<string, string>,
  },
  zh: {
    outside: '所在等级不在准入范围',
    gates: '未进入目标名单的原因',
    gateHead: ['规则', '代码'],
    line: (currency: string) => `额度及其限制项（${currency}）`,
    lineIf: (currency: string) => `若进入名单的额度测算（${currency}）`,
    lineHead: ['限制项', '金额', ''],
    binds: '◀ 起限制作用',
    own: '企业、实际控制人及集团已有额度',
    rounded: '额度（向下取整）',
    revenue: '测算所用营业收入',
    until: (day: string, months: number) => `有效期至${day}，期限${months}个月`,
    flags: '标记',
    rate: '利率构成',
    rateIf: '若进入名单的利率测算',
    rateHead: ['组成', '基点'],
    final: '利率',
    components: {
      fundsBp: '资金成本',
      operatingBp: '运营成本',
      expectedLossBp: '预期损失',
      capitalBp: '资本成本',
      marginBp: '利润加点',
      taxBp: '纳税信用调整',
    } as Record<string, string>,
    tierPd: (tier: number, pd: string, author?: string) =>
      `预期损失按R${tier}的违约概率${pd}计${author === undefined ? '' : `（${author}假定）`}`,
    bound: { none: '向上取整', floor: '按政策下限', cap: '按政策上限', demand: '按客户需求选取' } as Record<
      string,
      string
    >,
  },
} as const;

/** The credit side of a sheet: what stops the firm, its line, its rate. */
export function creditParts(credit: SheetCredit, language: Language): SheetPart[] {
  return [gatePart(credit, language), linePart(credit, language), ratePart(credit, language)].flatMap(
    (part) => part ?? [],
  );
}

function gatePart({ gates, isLentTo, policy }: SheetCredit, language: Language): SheetPart {
  const say = words[language];
  const { from, to } = policy.tiers;
  return {
    id: 'gates',
    title: say.gates,
    head: say.gateHead,
    rows: [
      ...(isLentTo ? [] : [[say.outside, `R${from}–R${to}`]]),
      ...gates.map((gate) => [gateText(gate, language), gate.code]),
    ],
    words: [0, 1],
  };
}

function linePart(
  { line, policy, revenue, validUntil, gates, flags }: SheetCredit,
  language: Language,
): SheetPart | undefined {
  if (line === undefined) return undefined;
  const say = words[language];
  const isListed = gates.length === 0;
  const known = new Map(flagsOf(policy).map((flag) => [flag.code, flag]));
  const notes = [
    ...(isListed && validUntil !== undefined ? [say.until(validUntil, policy.offer.tenorMonths)] : []),
    ...flags.map((code) => gateText(known.get(code)!, language)),
  ];
  return {
    id: 'line',
    title: (isListed ? say.line : say.lineIf)(policy.currency),
    head: say.lineHead,
    rows: [
      [say.revenue, count(revenue!), ''],
      ...line.terms.map(({ name, amount }) => [
        lineTermText(name, policy, language),
        amount === null ? '–' : count(amount),
        name === line.binding ? say.binds : '',
      ]),
      ...(policy.line.ownLine === undefined ? [] : [[say.own, count(line.ownLine), '']]),
      [say.rounded, count(line.lineAmount), ''],
    ],
    words: [0, 2],
    ...(notes.length === 0 ? {} : { note: notes.join(marks[language].more) }),
  };
}

function ratePart({ rate, policy, gates }: SheetCredit, language: Language): SheetPart | undefined {
  if (rate === undefined) return undefined;
  const say = words[language];
  const { tax, by } = rate;
  return {
    id: 'rate',
    title: gates.length === 0 ? say.rate : say.rateIf,
    head: say.rateHead,
    rows: [
      ...Object.entries(rate.components).map(([name, bp]) =>
        name === 'taxBp' && tax !== undefined
          ? taxRow(tax, language)
          : [say.components[name] ?? name, bp.toFixed(2)],
      ),
      [`${say.final}${marks[language].aside(say.bound[rate.bound] ?? rate.bound)}`, String(rate.rateBp)],
    ],
    words: [0],
    note: [
      rateBasis(policy.rate, language),
      ...(by.pdPpm === null ? [] : [say.tierPd(by.tier, percent(by.pdPpm / 1e6), by.assumedBy)]),
    ].join(marks[language].more),
  };
}

/** The tax rating that a rate tells of; several where they come to the same rate. */
function taxRow(tax: NonNullable<NonNullable<SheetCredit['rate']>['tax']>, language: Language): string[] {
  const ratings = tax.flatMap(({ rating }) => rating ?? []);
  const name = words[language].components.taxBp!;
  const amounts = new Set(tax.map(({ taxBp }) => taxBp.toFixed(2)));
  const aside = ratings.length === 0 ? '' : marks[language].aside(ratings.join(' / '));
  return [`${name}${aside}`, [...amounts].join(' / ')];
}
