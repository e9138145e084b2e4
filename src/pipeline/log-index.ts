import { addMonths } from '../core/dates.js';
import type { DecisionRecord } from '../document/decision-record.js';
import type { ApplicationInputs } from './decision-kit.js';

/** A line granted in the log. */
interface Grant {
  readonly companyId: string;
  readonly owner: string | null;
  readonly group: string | null;
  readonly amount: number;
  readonly decidedOn: string;
  /** Last day of the line. */
  readonly validUntil: string;
}

/** What a log tells about applications seen and lines granted. */
export interface LogIndex {
  add(record: Pick<DecisionRecord, 'kind' | 'id' | 'decidedOn' | 'companyId' | 'inputs' | 'result'>): void;
  /** The decision of an application, if there is one. */
  decided(applicationId: string): Pick<DecisionRecord, 'inputs' | 'result'> | undefined;
  /** Σ of lines granted to a firm, its owner and its group after the company table's day and still open on a day. */
  grantedTo(
    firm: { readonly companyId: string } & Pick<ApplicationInputs['borrower'], 'owner' | 'group'>,
    days: { readonly asOf: string; readonly on: string },
  ): number;
}

/** An empty index. */
export function logIndex(): LogIndex {
  const decisions = new Map<string, Pick<DecisionRecord, 'inputs' | 'result'>>();
  const grants: Grant[] = [];
  return {
    add: ({ kind, id, decidedOn, companyId, inputs, result }) => {
      if (kind !== 'decision') return;
      decisions.set(id, { inputs, result });
      const amount = Number(result.grantedAmount);
      const { owner, group } = (inputs as unknown as ApplicationInputs).borrower;
      const validUntil = String(result.validUntil ?? addMonths(decidedOn, 0));
      if (amount > 0) grants.push({ companyId, owner, group, amount, decidedOn, validUntil });
    },
    decided: (applicationId) => decisions.get(applicationId),
    grantedTo: ({ companyId, owner, group }, { asOf, on }) =>
      grants
        .filter(
          (grant) =>
            grant.companyId === companyId ||
            (owner !== null && grant.owner === owner) ||
            (group !== null && grant.group === group),
        )
        .filter((grant) => grant.decidedOn > asOf && grant.validUntil >= on)
        .reduce((sum, { amount }) => sum + amount, 0),
  };
}
