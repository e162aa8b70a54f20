import { flowZh } from '../../contract/texts/flow.zh.ts';
import { FlexibleSettingsSchema, type FlexibleSettings } from '../../contract/flexible.ts';
import type { RequestStep } from '../../contract/asked.ts';
import type { FlexibleShift } from '../../store/flexible-shifts.ts';
import type { Pending } from '../../store/pending.ts';
import type { Person } from '../../store/people.ts';
import { getSetting, saveSetting } from '../../store/settings.ts';
import { findAnswerers } from '../approval/answerers.ts';
import type { Actor, Deps } from '../deps.ts';
import { pickApprover } from '../approval/pick-approver.ts';
import { sha256 } from '../secret/secret.ts';

const SETTINGS_KEY = 'flexible-shifts';

export async function flexibleSettings(): Promise<FlexibleSettings> {
  return FlexibleSettingsSchema.parse((await getSetting(SETTINGS_KEY)) ?? {});
}

export async function changeFlexibleSettings(
  deps: Deps,
  actor: Actor,
  settings: FlexibleSettings,
): Promise<FlexibleSettings> {
  const at = deps.now();
  const to = sha256(JSON.stringify(settings));
  const subject = `settings:${SETTINGS_KEY}`;
  const entry = { at, actorId: actor.personId, action: 'flexible.settings', subject, to };
  await saveSetting(SETTINGS_KEY, settings, [{ id: `${subject}:${+at}:${to}`, kind: 'audit', entry }]);
  return settings;
}

/** Fields and work of a question in the chat. */
export type AskedFlexible = Readonly<{
  set: Pick<FlexibleShift, 'step' | 'requestId' | 'askedAt' | 'approverIds'>;
  pending: Pending[];
}>;

/** Fields and work of the next question in the chat; with nobody to ask it waits for the sweep. */
export async function askFlexible(
  deps: Deps,
  request: Pick<FlexibleShift, 'id' | 'version' | 'answers'>,
  input: { person: Person; step: RequestStep; isEscalated?: boolean; notAgain?: string },
): Promise<AskedFlexible> {
  const { step, notAgain } = input;
  const able = await findAnswerers(request, input);
  const others = able.filter(({ id }) => id !== notAgain);
  const requestId = `${request.id}-${request.version + 1}`;
  const approver = pickApprover(others.length > 0 ? others : able, requestId);
  const asked = { step, requestId, askedAt: deps.now() };
  if (!approver) return { set: { ...asked, approverIds: [] }, pending: [] };
  return {
    set: { ...asked, approverIds: [approver.id] },
    pending: [{ id: `${requestId}:approval`, kind: 'approval', topic: 'flexible' }],
  };
}

/** Ids, states and days only: neither the reason nor a word of anybody. */
export function flexibleAudit(
  { id, personId, version }: Pick<FlexibleShift, 'id' | 'personId' | 'version'>,
  change: Readonly<{ at: Date; actorId: string; action: string; from?: string; to: string; why?: string }>,
): Pending {
  return {
    id: `${id}:${version + 1}:audit:${change.action}`,
    kind: 'audit',
    entry: { ...change, subject: `flexible_shifts:${id}`, personId },
  };
}

export const flexibleCard = (
  { id, version }: Pick<FlexibleShift, 'id' | 'version'>,
  slot: 'result' | 'stopped',
): Pending => ({ id: `${id}:${version + 1}:card:${slot}`, kind: 'card', slot });

/** The days and hours of a request in words, as cards and approvals show them. */
export function askedText({
  weekdays,
  startTime,
  endTime,
  fromDay,
  toDay,
}: Pick<FlexibleShift, 'weekdays' | 'startTime' | 'endTime' | 'fromDay' | 'toDay'>): string {
  const end = endTime <= startTime ? `${flowZh.flexible.nextDay}${endTime}` : endTime;
  return `${daysText({ weekdays, fromDay, toDay })} ${startTime}-${end}`;
}

export function daysText({
  weekdays,
  fromDay,
  toDay,
}: Pick<FlexibleShift, 'weekdays' | 'fromDay' | 'toDay'>): string {
  const names = weekdays.map((weekday) => flowZh.weekdays[weekday - 1] ?? '').join(flowZh.weekdaySeparator);
  return fromDay === toDay ? `${fromDay} ${names}` : `${fromDay} - ${toDay} ${names}`;
}
