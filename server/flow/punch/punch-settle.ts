import type { ItemReceipt } from '../../contract/ingest.ts';
import type { Pending } from '../../store/pending.ts';
import type { Punch } from '../../store/punches.ts';

/** What follows when a waiting punch is settled. */
export function settlementOf(
  punch: Punch,
  { byId, at, accept, note }: NonNullable<Punch['confirmation']>,
): Pending[] {
  const action = accept ? 'punch.confirm' : 'punch.decline';
  return [
    auditPunch(punch, { at, actorId: byId, action, ...(note !== undefined && { why: note }) }),
    { id: `punches:${punch.id}:refresh`, kind: 'refresh' },
    ...(accept ? [{ id: `punches:${punch.id}:attendance`, kind: 'attendance' } as const] : []),
  ];
}

export function auditPunch(
  punch: Punch,
  what: { at: Date; actorId: string; action: string; why?: string },
): Pending {
  const subject = `punches:${punch.id}`;
  return {
    id: `${subject}:${what.action}`,
    kind: 'audit',
    entry: { ...what, subject, personId: punch.personId },
  };
}

/** How a punch stands, for its receipt. */
export function viewOf({ status, reasons, at }: Punch): NonNullable<ItemReceipt['punch']> {
  return { status, reasons, at: at.toISOString() };
}
