import { createHash, createHmac } from 'node:crypto';
import type { AlertTopic } from '../../domain/policy/alert-topics.ts';
import type { Alert, AlertStatus } from '../../store/alerts.ts';
import type { Pending } from '../../store/pending.ts';
import type { JudgedShift } from '../alert.ts';
import { caseIdOf } from '../case.ts';
import type { Deps } from '../deps.ts';

/** One arrangement in this many is looked at by HR. */
const SAMPLE_ONE_IN = 10;

/** A new alert with the work its birth leaves. */
export function freshAlert(
  deps: Deps,
  input: { judged: JudgedShift; topic: AlertTopic; status: AlertStatus; publishAt: Date },
): Alert {
  const { judged, topic, status, publishAt } = input;
  const { about, finding, beside } = topic;
  const { person, shiftId, day, coveragePct } = judged;
  const id = alertIdOf(deps, [person.id, shiftId, about]);
  const alert: Alert = {
    id,
    alertNo: numberOf('A', id, day),
    personId: person.id,
    pseudonym: pseudonymOf(deps, id),
    ...(person.regionId !== undefined && { regionId: person.regionId }),
    ...(judged.isPilot(finding) && { isPilot: true }),
    timeZone: person.timeZone,
    shiftId,
    placeId: about,
    day,
    status,
    version: 0,
    finding,
    beside,
    coveragePct,
    publishAt,
    ...(status === 'open' && { caseId: caseIdOf(id, 0) }),
    round: 0,
    handlings: [],
    pending: [],
    sent: [],
  };
  const audit = alertAudit(alert, { version: 0, at: deps.now(), action: `alert.${status}`, to: status });
  return { ...alert, pending: [audit, ...alertWork(id, 0, status === 'open' ? ['case'] : [])] };
}

/**
 * An opaque form of person, shift and matter that fits a URL and a card button. Keyed: who knows the people, the shifts and the places
 * could else try them out, and know whose alert it is before the name is open (R12).
 */
function alertIdOf({ secretKey }: Pick<Deps, 'secretKey'>, key: readonly string[]): string {
  const digest = createHmac('sha256', secretKey)
    .update(`alert:${key.join(':')}`)
    .digest('hex');
  return `a${digest.slice(0, 23)}`;
}

/** `M-402817`: one name per alert, so that opening one case names nobody in the next (R12). */
export function pseudonymOf({ secretKey }: Pick<Deps, 'secretKey'>, alertId: string): string {
  const digest = createHmac('sha256', secretKey).update(`pseudonym:${alertId}`).digest();
  return `M-${String(digest.readUIntBE(0, 6) % 1_000_000).padStart(6, '0')}`;
}

/** `A-261120-7F3K2Q`: the day and six characters that follow from the id. */
export function numberOf(letter: 'A' | 'C' | 'L' | 'N', id: string, day: string): string {
  const digest = createHash('sha256').update(id).digest('hex').slice(0, 6).toUpperCase();
  return `${letter}-${day.replaceAll('-', '').slice(2)}-${digest}`;
}

export function alertAudit(
  alert: Pick<Alert, 'id' | 'personId' | 'status'>,
  change: Readonly<{ version: number; at: Date; action: string; to: string; actorId?: string; why?: string }>,
): Pending {
  const { version, at, action, to, actorId = 'system', why } = change;
  return {
    id: `${alert.id}:${version}:audit`,
    kind: 'audit',
    entry: {
      at,
      actorId,
      action,
      subject: `alerts:${alert.id}`,
      personId: alert.personId,
      from: alert.status,
      to,
      ...(why !== undefined && { why }),
    },
  };
}

export function alertWork(id: string, version: number, kinds: readonly ('case' | 'refresh')[]): Pending[] {
  return kinds.map((kind) => ({ id: `${id}:${version}:${kind}`, kind }));
}

/** One in ten, always the same ones: nobody can try again until it is not sampled, or know beforehand which of them are. */
export function isSampled({ secretKey }: Pick<Deps, 'secretKey'>, alertId: string): boolean {
  const digest = createHmac('sha256', secretKey).update(`sample:${alertId}`).digest();
  return digest.readUInt32BE(0) % SAMPLE_ONE_IN === 0;
}
