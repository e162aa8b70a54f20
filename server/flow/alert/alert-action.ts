import { z } from 'zod';
import { ArrangementSchema, type Arrangement } from '../../contract/case.ts';
import { flowZh } from '../../contract/texts/flow.zh.ts';
import type { Interval } from '../../domain/interval.ts';
import { encloses, windowOn } from '../../domain/declared-hours.ts';
import { addDays, instantOf } from '../../domain/time.ts';
import type { ArrangementDraft } from '../../feishu/cards/arrangement-form.ts';
import { findAlert, updateAlert, type Alert, type AlertHandling } from '../../store/alerts.ts';
import type { Pending } from '../../store/pending.ts';
import type { Person } from '../../store/people.ts';
import { alertAudit, alertWork, isSampled } from './alert-parts.ts';
import type { Deps } from '../deps.ts';

export type AlertPress = Readonly<{ action: 'arranged' | 'data_error' | 'ask' | 'escalate'; form: unknown }>;
/** Why a press is refused. */
export type PressFault = 'not_manager' | 'handled' | 'bad_form' | 'window_too_small';
/** The answer to a press: words for the toast, the alert when the press changed it, what was typed when the form was refused. */
export type PressResult =
  | Readonly<{ ok: true; text: string; alert: Alert }>
  | Readonly<{ ok: false; fault: PressFault; text: string; draft?: ArrangementDraft }>;

const MINUTE_MS = 60_000;

/** What the area manager says about an alert. None of it can move a case against the person. */
export async function pressAlert(
  deps: Deps,
  input: { alert: Alert; manager: Person; press: AlertPress },
): Promise<PressResult> {
  const { alert, manager, press } = input;
  const { toasts } = flowZh;
  if (!mayHandle(alert, manager)) return { ok: false, fault: 'not_manager', text: toasts.onlyManager };
  if (!isUnanswered(alert)) return { ok: false, fault: 'handled', text: toasts.handled };
  if (press.action === 'arranged') return arrange(deps, input);
  const saved = await saveHandling(deps, alert, {
    handling: { kind: press.action, byId: manager.id, at: deps.now() },
  });
  return saved ? { ok: true, text: toasts[press.action], alert: saved } : pressAgain(deps, input);
}

/** The alert moved between reading and writing (its case, later data): the press counts for what it has become. */
async function pressAgain(deps: Deps, input: Parameters<typeof pressAlert>[1]): Promise<PressResult> {
  const alert = await findAlert(input.alert.id);
  if (!alert || alert.version === input.alert.version)
    return { ok: false, fault: 'handled', text: flowZh.toasts.handled };
  return pressAlert(deps, { ...input, alert });
}

/** Whether a manager may still say something about it: once, while it is open. */
export const isUnanswered = ({ status, handlings }: Pick<Alert, 'status' | 'handlings'>): boolean =>
  status === 'open' && handlings.length === 0;

/** The manager of the alert's own region, never about himself. */
export function mayHandle(alert: Pick<Alert, 'regionId' | 'personId'>, manager: Person): boolean {
  const isManager = manager.isActive && manager.roles.includes('area_manager');
  return (
    isManager &&
    manager.regionId !== undefined &&
    manager.regionId === alert.regionId &&
    manager.id !== alert.personId
  );
}

async function arrange(deps: Deps, input: Parameters<typeof pressAlert>[1]): Promise<PressResult> {
  const { alert, manager, press } = input;
  const { toasts } = flowZh;
  const parsed = ArrangementSchema.safeParse(withoutEmpty(press.form));
  const refused = (fault: PressFault, text: string): PressResult => ({
    ok: false,
    fault,
    text,
    draft: draftOf(press.form, text),
  });
  if (!parsed.success) return refused('bad_form', toasts.badForm);
  const window = windowFor(alert, parsed.data);
  if (!window) return refused('window_too_small', toasts.windowTooSmall);
  const { kind, note } = parsed.data;
  const arrangement = {
    id: alert.id,
    personId: alert.personId,
    ...(alert.finding.placeId !== undefined && { placeId: alert.finding.placeId }),
    ...(alert.regionId !== undefined && { regionId: alert.regionId }),
    ...window,
    kind,
    ...(note !== undefined && { note }),
    byId: manager.id,
    at: deps.now(),
    isSampled: isSampled(deps, alert.id),
  };
  const handling = { kind: 'arranged', byId: manager.id, at: deps.now(), note: kind } as const;
  const keep = { id: `${alert.id}:arrangement`, kind: 'arrangement', arrangement } as const;
  const saved = await saveHandling(deps, alert, { handling, keep, isDrawn: arrangement.isSampled });
  return saved ? { ok: true, text: toasts.arranged, alert: saved } : pressAgain(deps, input);
}

async function saveHandling(
  deps: Deps,
  alert: Alert,
  { handling, keep, isDrawn = false }: { handling: AlertHandling; keep?: Pending; isDrawn?: boolean },
): Promise<Alert | null> {
  const version = alert.version + 1;
  const to = handling.kind === 'arranged' ? 'handled' : alert.status;
  const { byId: actorId, at, kind } = handling;
  const saved = await updateAlert(alert, {
    set: { status: to, ...(isDrawn && { sample: { isDrawn } }) },
    handling,
    pending: [
      alertAudit(alert, { version, at, action: `alert.${kind}`, to, actorId }),
      ...(keep ? [keep] : []),
      ...alertWork(alert.id, version, ['case', 'refresh']),
    ],
  });
  if (saved) await deps.enqueue({ name: 'relay' });
  return saved;
}

/** The window on the shift's day, or on the next one for what happened after midnight; its last minute counts whole. */
function windowFor(alert: Alert, arranged: Arrangement): Interval | null {
  const windows = [alert.day, addDays(alert.day, 1)].map((day) => windowOn(day, arranged, alert.timeZone));
  const whole = windows.map(({ startAt, endAt }) => ({ startAt, endAt: new Date(+endAt + MINUTE_MS) }));
  return whole.find((window) => encloses(window, spanOnDay(alert))) ?? null;
}

/** The part of the finding that lies on the alert's own day: what was seen on several days is arranged a day at a time. */
function spanOnDay({ finding, day, timeZone }: Alert): Interval {
  if (finding.days.length <= 1) return finding;
  const dayStart = instantOf(day, '00:00', timeZone);
  const seen = finding.evidence.flatMap((ref) =>
    ref.kind === 'fix' && ref.fromAt >= dayStart ? [+ref.fromAt] : [],
  );
  return { startAt: new Date(Math.min(+finding.endAt - MINUTE_MS, ...seen)), endAt: finding.endAt };
}

const typed = z.string().max(200).optional().catch(undefined);
const clock = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
  .optional()
  .catch(undefined);
const TypedSchema = z.object({ kind: typed, startTime: clock, endTime: clock, note: typed }).catch({});

/** What was typed, for the form to show again. */
const draftOf = (form: unknown, fault: string): ArrangementDraft => ({
  ...TypedSchema.parse(withoutEmpty(form)),
  fault,
});

function withoutEmpty(form: unknown): unknown {
  if (typeof form !== 'object' || form === null) return form;
  return Object.fromEntries(Object.entries(form).filter(([, value]) => value !== ''));
}
