import { COMPANY_ID } from '../document/contract.js';
import type { Policy } from '../document/policy.js';
import { capText } from '../text/cap.js';
import { codeText } from '../text/code.js';
import { columnText } from '../text/column.js';
import { marks } from '../text/marks.js';
import { type Cell, shownBy, type Table } from './csv.js';

/** A firm whose place on the target list changed. */
export interface ListChange {
  readonly companyId: string;
  /** As the lists have them, personal data masked; null where they have none. */
  readonly name: string | null;
  readonly branch: string | null;
  readonly manager: string | null;
  readonly kind: 'joined' | 'left' | 'moved';
  /** `R1` to `R15`, on the list or not; null where the firm was not rated. */
  readonly tierBefore: string | null;
  readonly tierNow: string | null;
  /** Whole units of currency; null where it is not on that list. */
  readonly lineBefore: number | null;
  readonly lineNow: number | null;
  /** Basis points. */
  readonly rateBefore: number | null;
  readonly rateNow: number | null;
  /** The cap of the portfolio that had no room for it; null where all had, or it is not on that list. */
  readonly stoppedBefore: string | null;
  readonly stoppedNow: string | null;
  /**
   * Why one that left is not on the list now, or one that joined was not on it then: codes of gates, TIER_OUT, and SET_BY_HAND beside it
   * where a person set the tier, of a refusal, or NOT_IN_RUN.
   */
  readonly why: readonly string[];
}

/** Every firm whose place on the list changed, one row each: names and codes. */
export function changeTable(firms: readonly ListChange[]): Table {
  const rows = firms.map((firm): Cell[] => [
    ...[firm.companyId, firm.name, firm.branch, firm.manager, firm.kind, firm.tierBefore, firm.tierNow],
    ...[firm.lineBefore, firm.lineNow, firm.rateBefore, firm.rateNow, firm.stoppedBefore, firm.stoppedNow],
    firm.why.join('|') || null,
  ]);
  return { columns: COLUMNS, rows };
}

const COLUMNS = [
  COMPANY_ID,
  ...['name', 'branch', 'manager', 'kind', 'tier_before', 'tier_now'],
  ...['line_before', 'line_now', 'rate_before', 'rate_now', 'stopped_before', 'stopped_now', 'why'],
];

const KINDS = { joined: '新进', left: '退出', moved: '变动' } as const;

/**
 * The same as people open it in a workbook in Chinese: words for heads and codes.
 * @param policies of both runs: rules name some codes
 */
export function wordedChanges(
  firms: readonly ListChange[],
  policies: { readonly before: Policy; readonly now: Policy },
): Table {
  const cap = (id: string | null) => id && capText(id, 'zh');
  const worded = firms.map((firm) => {
    const policy = firm.kind === 'left' ? policies.now : policies.before;
    const codes = firm.why.map((code) => codeText(code, policy, 'zh')).join(marks.zh.more);
    // One that joined has no reason to be off the list: it had one then.
    const why = firm.kind === 'joined' && codes !== '' ? `此前未入选：${codes}` : codes;
    const stopped = { stoppedBefore: cap(firm.stoppedBefore), stoppedNow: cap(firm.stoppedNow) };
    return { ...firm, ...stopped, why: [why] };
  });
  const { rows } = changeTable(worded);
  const kind = COLUMNS.indexOf('kind');
  return {
    columns: COLUMNS.map((name) => columnText(name).zh),
    rows: rows.map((row) => row.with(kind, KINDS[row[kind] as keyof typeof KINDS])),
    shown: COLUMNS.map(shownBy),
  };
}
