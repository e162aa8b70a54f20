import { createHash } from 'node:crypto';
import type { DeclarationBody } from '../contract/case.ts';
import { conflict, invalidInput } from '../errors.ts';
import type { ApprovalInstance } from '../feishu/platform.ts';
import { addDays, dayOf } from '../domain/time.ts';
import { findAlerts } from '../store/alerts.ts';
import {
  decideDeclaration as saveDecision,
  insertDeclaration,
  type Declaration,
} from '../store/declarations.ts';
import { markDirty } from '../store/detections.ts';
import type { Pending } from '../store/pending.ts';
import { findPeopleWithRole, findPerson, findPersonByOpenId, type Person } from '../store/people.ts';
import { findPlace } from '../store/places.ts';
import type { Deps } from './deps.ts';
import { pickApprover } from './pick-approver.ts';

/** Days back in which a decision on a declaration judges stays at its place again. */
const REJUDGE_DAYS = 35;

/** A person declares a side job; HR decides in the chat. The same id again is the same declaration. */
export async function declareSideJob(
  deps: Deps,
  person: Person,
  body: DeclarationBody,
): Promise<Declaration> {
  await checkBody(body);
  const approver = pickApprover(await findApprovers(person), body.id);
  if (!approver) throw conflict('no_approver', 'nobody may decide this declaration');
  const { id, placeExternalId, employer, note, ...hours } = body;
  const at = deps.now();
  const { declaration, created } = await insertDeclaration({
    ...hours,
    id,
    personId: person.id,
    digest: digestOf(body),
    ...(placeExternalId !== undefined && { placeId: placeExternalId }),
    ...(employer !== undefined && { employer }),
    ...(note !== undefined && { note }),
    status: 'pending',
    submittedAt: at,
    approverIds: [approver.id],
    pending: [
      auditOf(
        { id, personId: person.id },
        { at, actorId: person.id, action: 'declaration.submit', to: 'pending' },
      ),
      { id: `${id}:approval`, kind: 'approval' },
    ],
    sent: [],
  });
  if (declaration.personId !== person.id || declaration.digest !== digestOf(body))
    throw conflict('declaration_conflict', 'this id names another declaration');
  if (created) await deps.enqueue({ name: 'relay' });
  return declaration;
}

/** What HR said in the chat; the declaration's place is judged again either way. */
export async function decideDeclaration(
  deps: Deps,
  declaration: Declaration,
  instance: ApprovalInstance,
): Promise<void> {
  if (instance.status === 'PENDING' || instance.instanceCode !== declaration.instanceCode) return;
  const decider = instance.decidedByOpenId ? await findPersonByOpenId(instance.decidedByOpenId) : null;
  const mayDecide =
    decider?.isActive === true && decider.roles.includes('hr') && decider.id !== declaration.personId;
  const said =
    instance.status === 'APPROVED' ? 'approved' : instance.status === 'REJECTED' ? 'rejected' : null;
  const status = said === null || !mayDecide ? 'withdrawn' : said;
  const at = instance.decidedAt ?? deps.now();
  const byId = decider?.id ?? 'system';
  const { id } = declaration;
  const saved = await saveDecision(id, { status, byId, at }, [
    auditOf(declaration, { at, actorId: byId, action: 'declaration.decide', from: 'pending', to: status }),
    { id: `${id}:card:declaration`, kind: 'card', slot: 'declaration' },
  ]);
  if (saved) await rejudgePlace(deps, saved);
}

async function rejudgePlace(deps: Deps, { personId, placeId }: Declaration): Promise<void> {
  const person = await findPerson(personId);
  if (!person || placeId === undefined) return;
  const today = dayOf(deps.now(), person.timeZone);
  const alerts = await findAlerts(personId, addDays(today, -REJUDGE_DAYS), today);
  const at = new Date(+deps.now() - deps.settleMs);
  for (const { shiftId, day } of alerts.filter((alert) => alert.placeId === placeId))
    await markDirty({ personId, shiftId, day, at });
  await deps.enqueue({ name: 'detect', personId });
  await deps.enqueue({ name: 'relay' });
}

async function checkBody(body: DeclarationBody): Promise<void> {
  if (body.fromDay > body.toDay)
    throw invalidInput([{ field: 'toDay', reason: 'must not be before fromDay' }]);
  if (body.placeExternalId !== undefined && !(await findPlace(body.placeExternalId)))
    throw invalidInput([{ field: 'placeExternalId', reason: 'no such place' }]);
}

async function findApprovers(person: Person): Promise<Person[]> {
  return (await findPeopleWithRole('hr')).filter(({ id }) => id !== person.id);
}

function digestOf(body: DeclarationBody): string {
  const fields = Object.entries(body).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(fields)).digest('hex');
}

function auditOf(
  declaration: Pick<Declaration, 'id' | 'personId'>,
  change: Readonly<{ at: Date; actorId: string; action: string; from?: string; to: string }>,
): Pending {
  const { id, personId } = declaration;
  return {
    id: `${id}:audit:${change.to}`,
    kind: 'audit',
    entry: { ...change, subject: `declarations:${id}`, personId },
  };
}
