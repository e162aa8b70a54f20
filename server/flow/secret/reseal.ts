import { z } from 'zod';
import { countLiveApiKeys } from '../../store/api-keys.ts';
import { countReceipts, listSealedReporters, replaceReporter, type KeptReporter } from '../../store/leads.ts';
import {
  countLiveLinks,
  listDeliveries,
  replaceDelivery,
  type KeptDelivery,
} from '../../store/leaver-links.ts';
import type { Pending } from '../../store/pending.ts';
import { getSetting, saveSetting } from '../../store/settings.ts';
import type { PullSource } from '../../store/pull-source-model.ts';
import { listPullSources, replacePullSecret } from '../../store/pull-sources.ts';
import { countScreens } from '../../store/store-screens.ts';
import { listWebhooks, replaceSecret, replaceSecretBefore, type Webhook } from '../../store/webhooks.ts';
import { SYSTEM, type Deps } from '../deps.ts';
import { isRecent } from '../is-recent.ts';
import { reporterHashOf, reporterPlace } from '../lead/lead.ts';
import { deliveryPlace } from '../leaver/leaver-link.ts';
import { findMapSettings, MAP_KEY_PLACE, replaceMapKey } from '../place/map-settings.ts';
import { pullSecretPlace } from '../pull/pull-record.ts';
import { openSealed, sealText, type Sealing } from './seal.ts';
import { hashSecret } from './secret.ts';
import { sliceOf } from '../walk.ts';
import { beforePlace, secretPlace } from '../webhook/webhook-record.ts';

const KEY = 'secret-key';
const PAGE = 200;
/** Another process may go on under the key before until it is restarted: what it seals meanwhile is found in the next round. */
const ROUND_MS = 24 * 3_600_000;

const StateSchema = z.strictObject({
  /** Which key it is about; says nothing of the key. */
  keyId: z.string(),
  sinceAt: z.date(),
  roundAt: z.date(),
  part: z.int().min(0),
  afterId: z.string(),
  resealed: z.int(),
  /** In this round, sealed under neither key: lost before. */
  lost: z.int(),
});
type State = z.infer<typeof StateSchema>;

/** What still hangs on the key before, and how far sealing anew has come; null where no key before is set. */
export type KeyChange = Readonly<{
  sinceAt: Date;
  isResealed: boolean;
  resealed: number;
  lost: number;
  left: Readonly<{ apiKeys: number; storeScreens: number; leaverLinks: number; receipts: number }>;
}>;

type Sealed = Readonly<{ id: string }>;
/** Documents that hold something sealed: how they are listed, and how one is sealed anew. */
type Part<T extends Sealed> = Readonly<{
  list: (after: string, limit: number) => Promise<readonly T[]>;
  sealedOf: (one: T) => string;
  where: (id: string) => Sealing;
  replace: (deps: Deps, one: T, opened: string) => Promise<void>;
}>;

const reporters: Part<KeptReporter> = {
  list: listSealedReporters,
  sealedOf: ({ reporter }) => reporter.sealed,
  where: reporterPlace,
  replace: (deps, one, opened) => {
    const { personId }: { personId?: string } = JSON.parse(opened);
    const reporterHash = personId === undefined ? {} : { reporterHash: reporterHashOf(deps, personId) };
    const sealed = sealText(deps, reporterPlace(one.id), opened);
    return replaceReporter(one, { ...one.reporter, ...reporterHash, sealed });
  },
};
const deliveries: Part<KeptDelivery> = {
  list: listDeliveries,
  sealedOf: ({ delivery }) => delivery.sealedTo,
  where: deliveryPlace,
  replace: (deps, one, opened) => replaceDelivery(one, sealText(deps, deliveryPlace(one.id), opened)),
};
const webhooks: Part<Webhook> = {
  list: async (after) => (await listWebhooks()).filter(({ id }) => id > after),
  sealedOf: ({ sealedSecret }) => sealedSecret,
  where: secretPlace,
  replace: (deps, { id, sealedSecret: from }, opened) =>
    replaceSecret(id, { from, to: sealText(deps, secretPlace(id), opened) }),
};
const pullSources: Part<PullSource & { sealedSecret: string }> = {
  list: async (after) =>
    (await listPullSources()).flatMap((one) => {
      const { id, sealedSecret } = one;
      return id > after && sealedSecret !== undefined ? [{ ...one, sealedSecret }] : [];
    }),
  sealedOf: ({ sealedSecret }) => sealedSecret,
  where: pullSecretPlace,
  replace: (deps, { id, sealedSecret: from }, opened) =>
    replacePullSecret(id, { from, to: sealText(deps, pullSecretPlace(id), opened) }),
};
/** Both are signed with for a day after a secret was changed. */
const secretsBefore: Part<{ id: string; sealed: string }> = {
  list: async (after) =>
    (await listWebhooks()).flatMap(({ id, secretBefore }) =>
      id > after && secretBefore ? [{ id, sealed: secretBefore.sealed }] : [],
    ),
  sealedOf: ({ sealed }) => sealed,
  where: beforePlace,
  replace: (deps, { id, sealed: from }, opened) =>
    replaceSecretBefore(id, { from, to: sealText(deps, beforePlace(id), opened) }),
};
/** One, or none. */
const mapKeys: Part<{ id: string; sealed: string }> = {
  list: async (after) => {
    const settings = await findMapSettings();
    return settings && after === '' ? [{ id: 'key', sealed: settings.sealedKey }] : [];
  },
  sealedOf: ({ sealed }) => sealed,
  where: () => MAP_KEY_PLACE,
  replace: (deps, { sealed: from }, opened) =>
    replaceMapKey({ from, to: sealText(deps, MAP_KEY_PLACE, opened) }),
};
const PARTS = [
  (deps: Deps, state: State) => resealPage(deps, reporters, state),
  (deps: Deps, state: State) => resealPage(deps, deliveries, state),
  (deps: Deps, state: State) => resealPage(deps, webhooks, state),
  (deps: Deps, state: State) => resealPage(deps, pullSources, state),
  (deps: Deps, state: State) => resealPage(deps, secretsBefore, state),
  (deps: Deps, state: State) => resealPage(deps, mapKeys, state),
] as const;

/** While the secret key is being changed: seals under the new one what was sealed under the one before, a slice a minute. */
export async function resealOld(deps: Deps): Promise<void> {
  if (deps.secretKeyBefore === undefined) return;
  const untilMs = performance.now() + sliceOf(deps);
  let state = await stateOf(deps);
  if (isDone(state) && !isRecent(state.roundAt, deps.now(), ROUND_MS))
    state = { ...state, roundAt: deps.now(), part: 0, afterId: '', lost: 0 };
  while (!isDone(state)) {
    const next: State | undefined = await PARTS[state.part]?.(deps, state);
    if (!next) return;
    await saveSetting(KEY, next, isDone(next) ? [audit(deps, next)] : []);
    state = next;
    if (performance.now() >= untilMs) return;
  }
}

export async function findKeyChange(deps: Deps): Promise<KeyChange | null> {
  if (deps.secretKeyBefore === undefined) return null;
  const state = await stateOf(deps);
  const { sinceAt, resealed, lost } = state;
  const [apiKeys, storeScreens, leaverLinks, receipts] = await Promise.all([
    countLiveApiKeys(sinceAt),
    countScreens(sinceAt),
    countLiveLinks(deps.now(), sinceAt),
    countReceipts(sinceAt),
  ]);
  const left = { apiKeys, storeScreens, leaverLinks, receipts };
  return { sinceAt, isResealed: isDone(state), resealed, lost, left };
}

const isDone = ({ part }: State): boolean => part >= PARTS.length;

async function stateOf(deps: Deps): Promise<State> {
  const keyId = hashSecret(deps, 'key-id', '').slice(0, 12);
  const known = StateSchema.safeParse(await getSetting(KEY)).data;
  if (known?.keyId === keyId) return known;
  const at = deps.now();
  return { keyId, sinceAt: at, roundAt: at, part: 0, afterId: '', resealed: 0, lost: 0 };
}

async function resealPage<T extends Sealed>(deps: Deps, part: Part<T>, state: State): Promise<State> {
  const page = await part.list(state.afterId, PAGE);
  let { resealed, lost } = state;
  for (const one of page) {
    const [where, sealed] = [part.where(one.id), part.sealedOf(one)];
    if (openSealed({ secretKey: deps.secretKey }, where, sealed) !== null) continue;
    const opened = openSealed(deps, where, sealed);
    if (opened === null) lost += 1;
    else {
      await part.replace(deps, one, opened);
      resealed += 1;
    }
  }
  const isLast = page.length < PAGE;
  const next = isLast ? { part: state.part + 1, afterId: '' } : { afterId: page.at(-1)?.id ?? '' };
  return { ...state, ...next, resealed, lost };
}

/** Numbers alone: nobody is named. */
function audit(deps: Deps, { keyId, roundAt, resealed, lost }: State): Pending {
  const to = `resealed:${resealed} lost:${lost}`;
  const entry = { at: deps.now(), actorId: SYSTEM.personId, action: 'secret_key.reseal', subject: KEY, to };
  return { id: `${KEY}:${keyId}:${+roundAt}`, kind: 'audit', entry };
}
