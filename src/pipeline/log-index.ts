import type { DecisionBody, DecisionRecord } from '../document/decision-record.js';
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

/** What a record says of an application or a loan. */
export type Seen = Pick<DecisionRecord, 'inputs' | 'inputsSha256' | 'documents' | 'result'>;

/** What a log tells about applications seen and lines granted. */
export interface LogIndex {
  add(record: DecisionBody): void;
  /** The decision of an application, if there is one. */
  decided(applicationId: string): Seen | undefined;
  /** The last look at a loan on a day, if there is one. */
  watched(id: string): Seen | undefined;
  /** Σ of lines granted to a firm, its owner and its group after the company table's day and still open on a day. */
  grantedTo(
    firm: { readonly companyId: string } & Pick<ApplicationInputs['borrower'], 'owner' | 'group'>,
    days: { readonly asOf: string; readonly on: string },
  ): number;
}

/** An empty index. */
export function logIndex(): LogIndex {
  const seen = { decision: new Map<string, Seen>(), watch: new Map<string, Seen>() };
  const grants: Grant[] = [];
  return {
    add: ({ kind, id, decidedOn, companyId, inputs, inputsSha256, documents, result }) => {
      seen[kind].set(id, { inputs, inputsSha256, documents, result });
      if (kind !== 'decision') return;
      const amount = Number(result.grantedAmount);
      const { owner, group } = (inputs as unknown as ApplicationInputs).borrower;
      const validUntil = String(result.validUntil);
      if (amount > 0) grants.push({ companyId, owner, group, amount, decidedOn, validUntil });
    },
    decided: (applicationId) => seen.decision.get(applicationId),
    watched: (id) => seen.watch.get(id),
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
