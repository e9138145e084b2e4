import { mapWithPauses } from '../core/map-with-pauses.js';
import type { CreditDecision } from '../credit/credit-decision.js';
import type { DecisionBody, DecisionRecord } from '../document/decision-record.js';
import type { Application } from '../ingest/applications.js';
import type { OnLogged } from '../output/append-records.js';
import { appendToLog } from '../output/decision-log.js';
import { LOG_START, readLog } from '../output/read-log.js';
import { type Found, type InputsContext, inputsOf, measuresOf, newOnes } from './application-inputs.js';
import type { DecidedApplication, DeciderOptions } from './decide-applications.js';
import { type bodyHead, plain, sealedInputs } from './decision-body.js';
import type { DecisionKit } from './decision-kit.js';
import type { FirmDesk } from './firm-desk.js';
import { type LogIndex, logIndex } from './log-index.js';

/** A log before it is read. */
const nothingRead = () => ({ index: logIndex(), position: LOG_START });

/** A log, read once and gone on with. */
export function keptLog(path: string, onLogged?: OnLogged) {
  let known = nothingRead();
  return {
    head: () => known.position.last,
    decide: async (applications: readonly Application[], session: Omit<Session, 'index'>) => {
      const { index, position } = known;
      // An index is gone on with only where it holds what the log does: after a failure half-way the log is read again.
      known = nothingRead();
      const { records, at } = await appendToLog(
        path,
        async () => {
          const end = await readLog(path, position, index.add);
          known = { index, position: end };
          const batch = await gatherBatch(applications, { ...session, index });
          known = nothingRead();
          return { at: end, bodies: await decideBatch(batch, { ...session, index }) };
        },
        onLogged,
      );
      known = { index, position: at };
      const written = new Map(records.map((record) => [record.id, record]));
      return applications.map((application) => answerOf(application, written, index));
    },
  };
}

function answerOf(
  { applicationId, companyId }: Application,
  written: ReadonlyMap<string, DecisionRecord>,
  index: LogIndex,
): DecidedApplication {
  const { result: found, synthetic, draft } = index.decided(applicationId)!;
  const result = found as unknown as CreditDecision;
  const { seq = null, hash = null } = written.get(applicationId) ?? {};
  return { applicationId, companyId, result, seq, hash, synthetic, draft };
}

interface Session extends InputsContext {
  readonly kit: DecisionKit;
  readonly desk: FirmDesk;
  readonly options: DeciderOptions;
  readonly head: ReturnType<typeof bodyHead>;
}

/** The day an application is decided on. */
export const dayBy =
  ({ decidedOn }: Pick<DeciderOptions, 'decidedOn'>) =>
  ({ appliedAt }: Application): string =>
    decidedOn ?? appliedAt;

/** An application that is not in the log yet, and what was found about it. */
type Gathered = readonly [application: Application, found: Found];

/** Gathers what the applications that are not in the log yet are decided from; the index stays as it is. */
async function gatherBatch(applications: readonly Application[], session: Session): Promise<Gathered[]> {
  const { desk, index, options } = session;
  const dayOf = dayBy(options);
  const fresh = newOnes(applications, index);
  const ids = [...new Set(fresh.map(({ companyId }) => companyId))];
  const [firms, offers] = [await desk.firms(ids), await desk.offers(ids)];
  const measures = await measuresOf(fresh, { ...session, dayOf });
  return fresh.map((application) => {
    const { companyId, applicationId } = application;
    const [firm, offer] = [firms.get(companyId), offers.get(companyId) ?? null];
    return [
      application,
      { firm, offer, decidedOn: dayOf(application), measures: measures.get(applicationId) },
    ];
  });
}

/** Decides one after the other: a line granted to a borrower counts at once. */
function decideBatch(batch: readonly Gathered[], session: Session): Promise<DecisionBody[]> {
  const { kit, index, head } = session;
  return mapWithPauses(batch, ([application, found]) => {
    const { companyId, applicationId: id } = application;
    const { decidedOn } = found;
    const inputs = inputsOf(application, found, session);
    const result = plain(kit.decide(inputs, decidedOn));
    const body = sealedInputs({ ...head, kind: 'decision', id, companyId, decidedOn, result }, inputs);
    index.add(body);
    return body;
  });
}
