import { randomUUID } from 'node:crypto';
import { conflict, forbidden, notFound } from '../../errors.ts';
import {
  findPack,
  insertPack,
  noteGiven,
  settlePack,
  type Pack,
  type PackRecord,
} from '../../store/packs.ts';
import type { Pending } from '../../store/pending.ts';
import { findPeopleWithRole, type Person } from '../../store/people.ts';
import { recordRead } from '../../store/reads.ts';
import { codeOf } from '../approval/approval.ts';
import {
  isTakenBack,
  revokeWork,
  type ApprovalAnswer,
  type ApprovalRequest,
} from '../approval/approval-topic.ts';
import { loadCase } from '../case/case-step.ts';
import type { Actor, Deps } from '../deps.ts';
import { buildPack } from './pack-build.ts';
import { pickApprover } from '../approval/pick-approver.ts';
import { isInLine } from '../case/reporting-line.ts';
import { sha256 } from '../secret/secret.ts';

/** An approved pack may be fetched for a day; later it has to be asked for again. */
const FETCH_MS = 24 * 3_600_000;
const HR = ['hr', 'hr_lead'];

/** HR asks for the evidence pack of a case, for a purpose; a second person consents in the chat (trust R8). */
export async function askPack(
  deps: Deps,
  actor: Actor,
  input: Readonly<{ caseId: string; purpose: string }>,
): Promise<Pack> {
  const { id: caseId, personId, state } = await loadCase(input.caseId);
  if (actor.personId === personId || !HR.some((role) => actor.roles.includes(role)))
    throw forbidden(actor.personId === personId ? 'is_subject' : 'not_your_role');
  if (state === 'open') throw notFound('case');
  codeOf(deps, 'export');
  const id = randomUUID();
  const approver = pickApprover(await findPackApprovers(personId, actor.personId), id);
  if (!approver) throw conflict('no_approver');
  const pack: Pack = {
    id,
    caseId,
    personId,
    askedById: actor.personId,
    purpose: input.purpose,
    askedAt: deps.now(),
    status: 'asked',
    approverIds: [approver.id],
    given: [],
  };
  await insertPack(pack, [
    auditOf(pack, { at: pack.askedAt, actorId: actor.personId, action: 'pack.ask', why: pack.purpose }),
    { id: `${id}:approval`, kind: 'approval', topic: 'export' },
  ]);
  await deps.enqueue({ name: 'relay' });
  return pack;
}

/** What the second person said, or why nobody did. */
export async function settlePackRequest(
  deps: Deps,
  request: ApprovalRequest,
  answer: ApprovalAnswer,
): Promise<void> {
  const pack = await findPack(request.documentId);
  if (!pack) return;
  const at = answer.result === 'ended' ? deps.now() : answer.at;
  const isTaken = answer.result === 'ended' && isTakenBack(answer.reason);
  const from = isTaken && pack.status === 'approved' ? 'approved' : 'asked';
  const said =
    answer.result === 'ended'
      ? { status: 'ended' as const, comment: answer.reason, decidedAt: at }
      : {
          status: answer.result,
          decidedById: answer.decider.id,
          comment: answer.comment,
          decidedAt: at,
          ...(answer.result === 'approved' && { untilAt: new Date(+at + FETCH_MS) }),
        };
  const actorId = answer.result === 'ended' ? 'system' : answer.decider.id;
  await settlePack(pack.id, { from, ...said }, [
    auditOf(pack, { at, actorId, action: `pack.${said.status}`, to: said.status }),
    ...(answer.result === 'ended' ? revokeWork('export', request) : []),
  ]);
  await deps.enqueue({ name: 'relay' });
}

/** The approved pack as it is now, to the one who asked; each time stands in the audit log and in the person's ledger first. */
export async function givePack(
  deps: Deps,
  actor: Actor,
  id: string,
): Promise<{ fileName: string; zip: Uint8Array }> {
  const pack = await findPack(id);
  if (!pack || pack.askedById !== actor.personId) throw notFound('pack');
  // Who has left HR since then has left its evidence.
  if (!HR.some((role) => actor.roles.includes(role))) throw forbidden('not_your_role');
  const at = deps.now();
  if (pack.status !== 'approved' || !pack.untilAt || at >= pack.untilAt) throw conflict('pack_not_approved');
  const record = await loadCase(pack.caseId);
  const purpose = `case ${record.caseNo}: ${pack.purpose}`;
  await recordRead({ personId: pack.personId, readerId: actor.personId, what: 'case.pack', purpose, at });
  const zip = await buildPack(deps, record);
  const given = { at, sha256: sha256(zip), bytes: zip.byteLength };
  await noteGiven(id, given, [
    auditOf(pack, { at, actorId: actor.personId, action: 'pack.give', to: given.sha256 }),
  ]);
  await deps.enqueue({ name: 'relay' });
  return { fileName: `${record.caseNo}.zip`, zip };
}

/** Lawyers first, else HR leads: neither who asks nor the subject, nor anybody in one line with the subject. */
export async function findPackApprovers(subjectId: string, askerId: string): Promise<Person[]> {
  for (const role of ['legal', 'hr_lead'] as const) {
    const others = (await findPeopleWithRole(role)).filter(({ id }) => id !== askerId && id !== subjectId);
    const inLine = await Promise.all(others.map((person) => isInLine(person, subjectId)));
    const free = others.filter((_, index) => inLine[index] === false);
    if (free.length > 0) return free;
  }
  return [];
}

function auditOf(
  { id, personId }: Pick<PackRecord, 'id' | 'personId'>,
  entry: Readonly<{ at: Date; actorId: string; action: string; to?: string; why?: string }>,
): Pending {
  const key = `packs:${id}:${entry.action}:${+entry.at}`;
  return { id: key, kind: 'audit', entry: { ...entry, subject: `packs:${id}`, personId } };
}
