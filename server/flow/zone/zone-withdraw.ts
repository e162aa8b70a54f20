import { randomUUID } from 'node:crypto';
import type { ZoneWithdrawBody } from '../../contract/zones.ts';
import { conflict, notFound } from '../../errors.ts';
import type { Pending } from '../../store/pending.ts';
import type { Person } from '../../store/people.ts';
import { findZone, withdrawZone } from '../../store/zones.ts';
import type { Deps } from '../deps.ts';
import { auditOf } from '../records/records.ts';
import { seesAllZones } from './zone-rights.ts';

/**
 * HR or IT takes a zone away that another system or a file has put: nobody works in it any more, and the days that stand are judged again
 * without it. The same record again does not bring it back, another one does.
 */
export async function withdrawZoneByHand(
  deps: Deps,
  by: Person,
  { id, seen, why }: ZoneWithdrawBody & Readonly<{ id: string }>,
): Promise<void> {
  if (!seesAllZones(by) || !(await findZone(id))) throw notFound('zone');
  const pending: Pending[] = [
    auditOf(deps, { action: 'zone.withdraw', subject: `zones:${id}`, by: by.id, from: seen, why }),
    { id: randomUUID(), kind: 'rejudge' },
    { id: randomUUID(), kind: 'follow' },
  ];
  if (!(await withdrawZone(id, { at: deps.now(), pending, seen }))) throw conflict('stale_version');
  await deps.enqueue({ name: 'relay' });
}
