import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { MapAccess } from '../../connectors/map/ask-map.ts';
import { MapServiceSchema, type MapSettingsBody } from '../../contract/map-service.ts';
import { dayOf } from '../../domain/time.ts';
import { conflict } from '../../errors.ts';
import { takeMapRequest } from '../../store/map-usage.ts';
import { getTimeZone } from '../../store/org-mapping.ts';
import type { Person } from '../../store/people.ts';
import { getSetting, replaceSettingField, saveSetting, type Replacement } from '../../store/settings.ts';
import type { Deps } from '../deps.ts';
import { openSealed, sealText, type Sealing } from '../secret/seal.ts';

const KEY = 'map-service';
export const MAP_KEY_PLACE: Sealing = { purpose: 'map_service', place: `settings:${KEY}:key` };

const KeptSchema = z.strictObject({
  service: MapServiceSchema,
  address: z.string(),
  perDay: z.number(),
  sealedKey: z.string(),
  changedAt: z.date(),
  changedById: z.string(),
});
export type MapSettings = z.infer<typeof KeptSchema>;

export async function findMapSettings(): Promise<MapSettings | null> {
  return KeptSchema.safeParse(await getSetting(KEY)).data ?? null;
}

/** Connects a map service, or changes how; its key is sealed and never shown again, and sent to no other address than it was given for. */
export async function saveMapSettings(
  deps: Deps,
  by: Person,
  { key, ...body }: MapSettingsBody,
): Promise<void> {
  const url = URL.canParse(body.address) ? new URL(body.address) : null;
  if (!url || url.search !== '' || (deps.puller && !deps.puller.mayAsk(body.address)))
    throw conflict('address_refused');
  const before = await findMapSettings();
  const isSame = before?.service === body.service && before.address === body.address;
  const sealedKey = key === undefined ? isSame && before.sealedKey : sealText(deps, MAP_KEY_PLACE, key);
  if (sealedKey === false) throw conflict('secret_needed');
  const kept: MapSettings = { ...body, sealedKey, changedAt: deps.now(), changedById: by.id };
  await saveSetting(KEY, kept, [audit(deps, by, { action: 'map_service.set', to: body.service })]);
  await deps.enqueue({ name: 'relay' });
}

/** Asks it no more, and forgets its key. */
export async function dropMapSettings(deps: Deps, by: Person): Promise<void> {
  if (!(await findMapSettings())) return;
  await saveSetting(KEY, null, [audit(deps, by, { action: 'map_service.drop' })]);
  await deps.enqueue({ name: 'relay' });
}

/** The key sealed anew, unless another was saved meanwhile. */
export const replaceMapKey = (sealed: Replacement): Promise<void> =>
  replaceSettingField(KEY, 'sealedKey', sealed);

/** Whom to ask; null where no service is connected or its key was lost. */
export async function mapAccess(deps: Deps): Promise<MapAccess | null> {
  const settings = await findMapSettings();
  const key = settings && openSealed(deps, MAP_KEY_PLACE, settings.sealedKey);
  if (!settings || key === null || !deps.puller) return null;
  const { service, address, perDay } = settings;
  const day = await mapDay(deps);
  return { service, address, key, puller: deps.puller, take: () => takeMapRequest(day, perDay) };
}

/** The day whose requests are counted, company time. */
export async function mapDay({ now }: Pick<Deps, 'now'>): Promise<string> {
  const timeZone = await getTimeZone();
  return dayOf(now(), timeZone);
}

function audit(deps: Deps, by: Person, what: Readonly<{ action: string; to?: string }>) {
  const entry = { at: deps.now(), actorId: by.id, subject: `settings:${KEY}`, ...what };
  return { id: randomUUID(), kind: 'audit' as const, entry };
}
