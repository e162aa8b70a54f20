import { z } from 'zod';
import { DutyBodySchema, type DutyBody } from '../../contract/duty.ts';
import * as rule from '../../contract/texts/request-rules.ts';
import type { DutyEntry } from '../../domain/case/duty.ts';
import { badField, forbidden, notFound } from '../../errors.ts';
import { findPeople } from '../../store/people.ts';
import type { Pending } from '../../store/pending.ts';
import { getSetting, saveSettingField } from '../../store/settings.ts';
import type { Actor, Deps } from '../deps.ts';

const KEY = 'duty-roster';
const RosterSchema = z.record(z.string(), DutyBodySchema.nullable());
/** Two years of weeks. */
const MOST_ENTRIES = 104;

/** The whole roster, by its first days. */
export async function listDuty(): Promise<DutyEntry[]> {
  const stored = RosterSchema.parse((await getSetting(KEY)) ?? {});
  return Object.entries(stored)
    .flatMap(([id, entry]) => (entry === null ? [] : [{ id, ...entry }]))
    .toSorted((a, b) => a.fromDay.localeCompare(b.fromDay));
}

/** The HR lead says who is on duty; everyone named must be of HR. */
export async function saveDuty(
  deps: Deps,
  actor: Actor,
  { id, body }: Readonly<{ id: string; body: DutyBody }>,
): Promise<void> {
  requireLead(actor);
  const entries = await listDuty();
  if (entries.length >= MOST_ENTRIES && !entries.some((entry) => entry.id === id))
    throw badField('id', rule.mostEntries(MOST_ENTRIES));
  const wanted = [body.hrId, ...body.deputyIds];
  const hr = (await findPeople(wanted)).filter(({ isActive, roles }) => isActive && roles.includes('hr'));
  if (hr.length !== wanted.length) throw badField('hrId', rule.peopleOfHr);
  await saveSettingField(KEY, id, body, [auditOf(deps, actor, { id, action: 'duty.save' })]);
  await deps.enqueue({ name: 'relay' });
}

export async function removeDuty(deps: Deps, actor: Actor, id: string): Promise<void> {
  requireLead(actor);
  if (!(await listDuty()).some((entry) => entry.id === id)) throw notFound('duty');
  await saveSettingField(KEY, id, null, [auditOf(deps, actor, { id, action: 'duty.remove' })]);
  await deps.enqueue({ name: 'relay' });
}

function requireLead({ roles }: Actor): void {
  if (!roles.includes('hr_lead')) throw forbidden('not_your_role');
}

function auditOf(deps: Deps, actor: Actor, { id, action }: { id: string; action: string }): Pending {
  const at = deps.now();
  const entry = { at, actorId: actor.personId, action, subject: `settings:${KEY}`, to: id };
  return { id: `${KEY}:${id}:${action}:${+at}`, kind: 'audit', entry };
}
