import { listOpenRequests, saveDataRequestDue, type DataRequest } from '../../store/data-requests.ts';
import { findPerson } from '../../store/people.ts';
import { recountOf } from '../company/recount.ts';
import type { Deps } from '../deps.ts';
import { eachOf, tendEach } from '../each-of.ts';
import { countedOf, dataRequestAudit } from './data-request.ts';

const BATCH = 500;

/** Every open request is answered by the days as they are known now. */
export async function watchDataRequests(deps: Deps, { batch } = { batch: BATCH }): Promise<void> {
  const open = eachOf(batch, listOpenRequests, ({ dueAt, id }) => ({ at: dueAt, id }));
  await tendEach('data requests', open, (request) => recount(deps, request));
}

async function recount(deps: Deps, request: DataRequest): Promise<void> {
  const person = await findPerson(request.personId);
  const moved = person && (await recountOf(deps, { ...request, counted: countedOf(request) }, person));
  if (!moved) return;
  const { dueAt, auditId, entry } = moved;
  const audit = dataRequestAudit(request, { ...entry, action: 'data.recount', from: 'open', to: 'open' });
  await saveDataRequestDue(request, dueAt, [{ ...audit, id: auditId }]);
}
