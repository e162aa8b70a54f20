import { recountDue, recountText, type Counted } from '../../domain/due.ts';
import { dayOf } from '../../domain/time.ts';
import type { AuditEntry } from '../../store/pending.ts';
import { SYSTEM, type Deps } from '../deps.ts';
import { zoneOf } from './calendar.ts';

/** A deadline that falls on another day than was noted, and what the audit log says of it. */
export type Recounted = Readonly<{
  dueAt: Date;
  auditId: string;
  entry: Pick<AuditEntry, 'at' | 'actorId' | 'why'> & Readonly<{ why: string }>;
}>;
type Noted = Readonly<{ id: string; dueAt?: Date; counted?: Counted }>;

/**
 * The deadline of a document counted by the company's days as they are known now; null where it stays, or where nobody noted what it was
 * counted from. Nobody moves the document by it, so its version stays.
 */
export async function recountOf(
  { now }: Deps,
  { id, dueAt, counted }: Noted,
  { timeZone, isTold = false }: Readonly<{ timeZone: string; isTold?: boolean }>,
): Promise<Recounted | null> {
  if (!dueAt || !counted) return null;
  const moved = recountDue({ dueAt, counted }, { zone: await zoneOf({ timeZone }), isTold });
  if (!moved) return null;
  const days = { was: dayOf(dueAt, timeZone), is: dayOf(moved, timeZone) };
  const at = now();
  return {
    dueAt: moved,
    auditId: `${id}:recount:${+at}`,
    entry: { at, actorId: SYSTEM.personId, why: recountText('answer', days) },
  };
}
