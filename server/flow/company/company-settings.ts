import { z } from 'zod';
import type { SettingField, SettingGroup, SettingGroupBody } from '../../contract/company-settings.ts';
import { SettingGroupSchema } from '../../contract/company-settings.ts';
import { ProcedureSettingsSchema } from '../../domain/case/settings.ts';
import { NonCompeteSettingsSchema } from '../../domain/non-compete/settings.ts';
import { forbidden, invalidInput } from '../../errors.ts';
import { listAudit } from '../../store/audit.ts';
import { getSetting, saveSetting } from '../../store/settings.ts';
import { PROCEDURE_KEY } from '../case/case-facts.ts';
import type { Actor, Deps } from '../deps.ts';
import { checkShape } from '../faults.ts';
import { NON_COMPETE_KEY } from '../non-compete/non-compete-parts.ts';
import { refuseShorterAppeal } from '../policy/promised-days.ts';
import { findRecordDays, RECORD_PERIOD_KEY, RecordPeriodSchema } from '../records/record-period.ts';
import { listToldPeriods, refuseUntoldPeriod } from '../records/record-period-told.ts';
import { VISIT_ASKS_KEY, VisitAsksSchema } from '../visit/visit-asks.ts';
import { PRESENCE_KEY, PresenceSettingsSchema } from '../signal/presence-plan.ts';
import { WINDOW_KEY, WorkWindowSchema } from '../signal/work-window.ts';

type Values = Record<string, number | string>;
type Source = Readonly<{ key: string; schema: z.ZodType<Values> }>;
const SOURCES: Readonly<Record<SettingGroup, Source>> = {
  procedure: { key: PROCEDURE_KEY, schema: ProcedureSettingsSchema },
  presence: { key: PRESENCE_KEY, schema: PresenceSettingsSchema },
  visits: { key: VISIT_ASKS_KEY, schema: VisitAsksSchema },
  work_window: { key: WINDOW_KEY, schema: WorkWindowSchema },
  non_compete: { key: NON_COMPETE_KEY, schema: NonCompeteSettingsSchema },
  retention: { key: RECORD_PERIOD_KEY, schema: RecordPeriodSchema },
};
const SHOWN_CHANGES = 5;
const ShapeSchema = z.object({
  properties: z.record(
    z.string(),
    z.object({ minimum: z.number().optional(), maximum: z.number().optional() }),
  ),
});

export type SettingChange = Readonly<{ at: Date; byId: string; from: string; to: string; why: string }>;
export type StoredGroup = Readonly<{
  group: SettingGroup;
  fields: readonly SettingField[];
  changes: readonly SettingChange[];
  saysLonger?: readonly ('policy' | 'assessment')[];
}>;

/** Every group as it is in force, with its standards, its limits and what changed last. */
export async function readSettingGroups(deps: Pick<Deps, 'now'>): Promise<StoredGroup[]> {
  return Promise.all(
    SettingGroupSchema.options.map(async (group) => ({
      group,
      fields: fieldsOf(SOURCES[group], await valuesOf(SOURCES[group])),
      changes: await changesOf(SOURCES[group]),
      ...(group === 'retention' && { saysLonger: await listLongerTold(deps) }),
    })),
  );
}

/** The HR lead writes a group whole; the audit log keeps each changed value and why. */
export async function saveSettingGroup(
  deps: Deps,
  actor: Actor,
  { group, body }: Readonly<{ group: SettingGroup; body: SettingGroupBody }>,
): Promise<void> {
  if (!actor.roles.includes('hr_lead')) throw forbidden('not_your_role');
  const { key, schema } = SOURCES[group];
  const parsed = checkShape(schema, body.values);
  if ('faults' in parsed)
    throw invalidInput(parsed.faults.map((fault) => ({ ...fault, field: `values.${fault.field}` })));
  const before = await valuesOf(SOURCES[group]);
  const changed = Object.keys(parsed.data).filter((name) => parsed.data[name] !== before[name]);
  if (changed.length === 0) return;
  if (group === 'procedure' && changed.includes('appealWindowDays'))
    await refuseShorterAppeal(deps, ProcedureSettingsSchema.parse(parsed.data).appealWindowDays);
  if (group === 'retention') await refuseUntoldPeriod(deps, RecordPeriodSchema.parse(parsed.data).recordDays);
  const told = (values: Values): string => changed.map((name) => `${name}=${values[name]}`).join(', ');
  const at = deps.now();
  const entry = {
    at,
    actorId: actor.personId,
    action: 'settings.save',
    subject: subjectOf(key),
    from: told(before),
    to: told(parsed.data),
    why: body.reason,
  };
  await saveSetting(key, parsed.data, [{ id: `${subjectOf(key)}:${+at}`, kind: 'audit', entry }]);
  await deps.enqueue({ name: 'relay' });
}

async function listLongerTold(deps: Pick<Deps, 'now'>): Promise<('policy' | 'assessment')[]> {
  const recordDays = await findRecordDays();
  const longer = (await listToldPeriods(deps)).filter(({ days }) => days > recordDays);
  return [...new Set(longer.map(({ where }) => where))];
}

const subjectOf = (key: string): string => `settings:${key}`;

async function valuesOf({ key, schema }: Source): Promise<Values> {
  return schema.parse((await getSetting(key)) ?? {});
}

/** Limits come from the schema itself, so that the screen refuses what the server would. */
function fieldsOf({ schema }: Source, values: Values): SettingField[] {
  const standards = schema.parse({});
  const { properties } = ShapeSchema.parse(z.toJSONSchema(schema, { io: 'output' }));
  return Object.entries(properties).map(([name, { minimum, maximum }]) => ({
    name,
    value: values[name] ?? '',
    standard: standards[name] ?? '',
    ...(minimum !== undefined && { min: minimum }),
    ...(maximum !== undefined && { max: maximum }),
  }));
}

async function changesOf({ key }: Source): Promise<SettingChange[]> {
  const links = (await listAudit(subjectOf(key))).filter(({ entry }) => entry.action === 'settings.save');
  return links
    .slice(-SHOWN_CHANGES)
    .toReversed()
    .map(({ entry: { at, actorId, from = '', to = '', why = '' } }) => ({
      at,
      byId: actorId,
      from,
      to,
      why,
    }));
}
