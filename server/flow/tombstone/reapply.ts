import type { Reapplied, Stone } from '../../contract/tombstone.ts';
import { endApiKey } from '../../store/api-keys.ts';
import { appendConsent, findConsent } from '../../store/consents.ts';
import { endDataRequest, findDataRequest, insertDataRequest } from '../../store/data-requests.ts';
import { revokeLeaverLink } from '../../store/leaver-links.ts';
import { deleteEveryLeaverSession } from '../../store/leaver-sessions.ts';
import { findAgreement } from '../../store/non-compete-agreements.ts';
import type { Pending } from '../../store/pending.ts';
import { findPerson } from '../../store/people.ts';
import { deleteEverySession } from '../../store/sessions.ts';
import { deleteScreen } from '../../store/store-screens.ts';
import { SYSTEM, type Deps } from '../deps.ts';
import { eachAtMost } from '../each-at-most.ts';
import { changeAgreement } from '../non-compete/non-compete-step.ts';
import { noteReapplied } from './reapplied.ts';

type Of<K extends Stone['kind']> = Extract<Stone, { kind: K }>;
type Ground = Pick<Deps, 'now' | 'enqueue'>;

const AT_ONCE = 100;
/** In place of words that only the backup held. */
const WORDS = '恢复备份后补记 / entered again after a restore';

/**
 * Does again what the store does not show as done, because it comes from an older backup; on a store that is up to date it changes
 * nothing. Deletions are granted again here, and carried out by `carryOutErasures`.
 */
export async function reapply(deps: Ground, stones: readonly Stone[]): Promise<Reapplied> {
  const counts = { erasures: 0, consents: 0, apiKeys: 0, leaverLinks: 0, storeScreens: 0, authorisations: 0 };
  const work = async (stone: Stone): Promise<void> => {
    const part = await reapplyOne(deps, stone);
    if (part !== null) counts[part] += 1;
  };
  const isOfMany = ({ kind }: Stone): boolean => kind === 'authorisation';
  await eachAtMost(
    AT_ONCE,
    stones.filter((one) => !isOfMany(one)),
    work,
  );
  // Several of them may stand in one document.
  await eachAtMost(1, stones.filter(isOfMany), work);
  if (Object.values(counts).some((count) => count > 0)) {
    // Who had signed out, or had left, would be signed in again.
    await deleteEverySession();
    await deleteEveryLeaverSession();
    await noteReapplied(deps, counts);
  }
  return counts;
}

/** What it counts as; null where nothing had to be done. */
async function reapplyOne(deps: Ground, stone: Stone): Promise<keyof Reapplied | null> {
  const done = async (part: keyof Reapplied, isDone: Promise<boolean>) => ((await isDone) ? part : null);
  if (stone.kind === 'consent') return await done('consents', takeBack(deps, stone));
  if (stone.kind === 'api_key')
    return await done('apiKeys', endApiKey(stone.hash, new Date(stone.at), [audit(deps, stone)]));
  if (stone.kind === 'leaver_link')
    return await done(
      'leaverLinks',
      revokeLeaverLink(stone.linkId, new Date(stone.at), [audit(deps, stone)]),
    );
  if (stone.kind === 'store_screen') return await done('storeScreens', deleteScreen(stone.screenId));
  if (stone.kind === 'authorisation') return await done('authorisations', withdraw(deps, stone));
  return await done('erasures', grant(deps, stone));
}

/** A yes that was given later than the no stays. */
async function takeBack(deps: Ground, stone: Of<'consent'>): Promise<boolean> {
  const { personId, consent: kind, state, version, hash } = stone;
  const at = new Date(stone.at);
  const history = (await findConsent(personId, kind))?.history ?? [];
  const last = history.at(-1);
  if (last?.state !== 'granted' || last.at >= at) return false;
  const answer = { state, version, hash, at };
  return appendConsent({ personId, kind, position: history.length }, answer, [audit(deps, stone, personId)]);
}

async function withdraw(
  deps: Ground,
  { agreementId, authorisationId, day }: Of<'authorisation'>,
): Promise<boolean> {
  const agreement = await findAgreement(agreementId);
  const isMeant = ({ id, withdrawnDay }: { id: string; withdrawnDay?: string }): boolean =>
    id === authorisationId && withdrawnDay === undefined;
  if (!agreement?.authorisations.some(isMeant)) return false;
  const authorisations = agreement.authorisations.map((one) =>
    isMeant(one) ? { ...one, withdrawnDay: day } : one,
  );
  const changes = { authorisations };
  await changeAgreement(deps, agreement, { actor: SYSTEM, action: 'withdraw_authorisation', changes });
  return true;
}

/** What the person asked for, granted as it was, also where the backup is older than the request. */
async function grant(deps: Ground, stone: Of<'erasure'>): Promise<boolean> {
  const { requestId: id, personId, topic, day, record, byId } = stone;
  const pending = [audit(deps, stone, personId)];
  const answer = { byId, at: new Date(stone.at), reason: WORDS };
  if (await findDataRequest(id))
    return (await endDataRequest(id, { status: 'done', answer }, pending)) !== null;
  if (!(await findPerson(personId))) return false;
  const submittedAt = new Date(stone.submittedAt);
  const asked = { id, personId, kind: 'delete', topic, text: WORDS, digest: '-' } as const;
  const about = {
    ...(day !== undefined && { day }),
    ...(record && { record: { id: record.id, at: new Date(record.at) } }),
  };
  const times = { submittedAt, dueAt: submittedAt };
  return insertDataRequest({ ...asked, ...about, ...times, status: 'done', answer }, pending);
}

function audit({ now }: Ground, stone: Stone, personId?: string): Pending {
  const [at, subject] = [now(), subjectIn(stone)];
  const entry = { at, actorId: SYSTEM.personId, action: `restore.${stone.kind}`, subject, to: stone.at };
  return {
    id: `restore:${subject}:${+at}`,
    kind: 'audit',
    entry: { ...entry, ...(personId !== undefined && { personId }) },
  };
}

function subjectIn(stone: Stone): string {
  if (stone.kind === 'consent') return `consents:${stone.personId}:${stone.consent}`;
  if (stone.kind === 'api_key') return `api-keys:${stone.hash}`;
  if (stone.kind === 'leaver_link') return `leaver_links:${stone.linkId}`;
  if (stone.kind === 'store_screen') return `store_screens:${stone.screenId}`;
  if (stone.kind === 'authorisation') return `non_compete_agreements:${stone.agreementId}`;
  return `data_requests:${stone.requestId}`;
}
