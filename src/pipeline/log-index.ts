import type { DecisionBody, DecisionRecord } from '../document/decision-record.js';
import { type Borrower, borrowerKeys } from './borrower-keys.js';
import type { ApplicationInputs } from './decision-kit.js';

/** A line granted in the log. */
interface Grant {
  readonly amount: number;
  readonly decidedOn: string;
  /** The day of the company table that it was decided by, which did not hold it. */
  readonly tableOf: string;
  /** Last day of the line. */
  readonly validUntil: string;
}

/** What a record says of an application or a loan. */
export type Seen = Pick<
  DecisionRecord,
  'inputs' | 'inputsSha256' | 'documents' | 'result' | 'synthetic' | 'draft'
>;

/** What a log tells about applications seen and lines granted. */
export interface LogIndex {
  add(record: DecisionBody): void;
  /** The decision of an application, if there is one. */
  decided(applicationId: string): Seen | undefined;
  /** The last look at a loan on a day, if there is one. */
  watched(id: string): Seen | undefined;
  /**
   * Σ of lines granted to a firm, its owner and its group that are still open on a day and that the company table cannot hold: granted
   * after its day, or decided by a table of that day or later.
   */
  grantedTo(borrower: Borrower, days: { readonly asOf: string; readonly on: string }): number;
}

/** An empty index. */
export function logIndex(): LogIndex {
  const seen = { decision: new Map<string, Seen>(), watch: new Map<string, Seen>() };
  const grants = new Map<string, Grant[]>();
  return {
    add: ({ kind, id, decidedOn, companyId, asOf: tableOf, ...record }) => {
      const { inputs, inputsSha256, documents, result, synthetic, draft } = record;
      seen[kind].set(id, { inputs, inputsSha256, documents, result, synthetic, draft });
      if (kind !== 'decision') return;
      const amount = Number(result.grantedAmount);
      const { owner, group } = (inputs as unknown as ApplicationInputs).borrower;
      const validUntil = String(result.validUntil);
      if (!(amount > 0)) return;
      const grant = { amount, decidedOn, tableOf, validUntil };
      for (const key of borrowerKeys({ companyId, owner, group })) {
        const own = grants.get(key);
        if (own === undefined) grants.set(key, [grant]);
        else own.push(grant);
      }
    },
    decided: (applicationId) => seen.decision.get(applicationId),
    watched: (id) => seen.watch.get(id),
    grantedTo: (borrower, { asOf, on }) => {
      // A grant that several of the borrower's names lead to counts once.
      const own = new Set(borrowerKeys(borrower).flatMap((key) => grants.get(key) ?? []));
      return [...own]
        .filter(({ decidedOn, tableOf }) => decidedOn > asOf || tableOf >= asOf)
        .filter(({ validUntil }) => validUntil >= on)
        .reduce((sum, { amount }) => sum + amount, 0);
    },
  };
}
