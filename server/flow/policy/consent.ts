import type { ConsentAnswer, ConsentKind, Notice } from '../../contract/consent.ts';
import { notices } from '../../contract/texts/notices.zh.ts';
import { conflict, consentMissing } from '../../errors.ts';
import { appendConsent, findConsent, type ConsentEntry } from '../../store/consents.ts';
import type { Actor, Deps } from '../deps.ts';
import { sha256 } from '../secret/secret.ts';
import { consentStones } from '../tombstone/stones-of.ts';

/** The notices in force, each with the SHA-256 of what is shown. */
export const NOTICES: readonly Notice[] = notices.map((text) => ({
  ...text,
  hash: sha256(JSON.stringify(Object.entries(text).toSorted(([a], [b]) => (a < b ? -1 : 1)))),
}));

/** One kind as a person sees it; a changed notice makes an old answer `outdated`. */
export type ConsentStatus = Readonly<{
  state: 'unasked' | 'granted' | 'declined' | 'withdrawn' | 'outdated';
  at?: Date;
  notice: Notice;
}>;

/** Records a yes or no to one notice. The answer must name the text that is in force (R2). */
export async function answerConsent(deps: Deps, actor: Actor, answer: ConsentAnswer): Promise<ConsentStatus> {
  const { kind, version, hash, granted } = answer;
  const notice = noticeOf(kind);
  if (version !== notice.version || hash !== notice.hash)
    throw conflict('notice_outdated', { version: notice.version });
  const state = granted ? 'granted' : 'declined';
  return addEntry(deps, actor, { kind, entry: { state, version, hash, at: deps.now() } });
}

/** Withdraws a grant; without one nothing changes. Ingest stops with the next request (R3). */
export async function withdrawConsent(deps: Deps, actor: Actor, kind: ConsentKind): Promise<ConsentStatus> {
  const history = (await findConsent(actor.personId, kind))?.history ?? [];
  const last = history.at(-1);
  if (last?.state !== 'granted') {
    await deps.tombstones?.add(consentStones({ personId: actor.personId, kind, history }));
    return statusOf(kind, last);
  }
  const { version, hash } = last;
  return addEntry(deps, actor, { kind, entry: { state: 'withdrawn', version, hash, at: deps.now() } });
}

export async function listConsents(personId: string): Promise<ConsentStatus[]> {
  return Promise.all(
    NOTICES.map(async ({ kind }) => statusOf(kind, (await findConsent(personId, kind))?.history.at(-1))),
  );
}

/** Whether the person agrees to the notice that is in force. */
export async function hasCurrentConsent(personId: string, kind: ConsentKind): Promise<boolean> {
  const consent = await findConsent(personId, kind);
  return statusOf(kind, consent?.history.at(-1)).state === 'granted';
}

/** All answers so far, when the last one is a current grant; refuses otherwise. */
export async function requireConsent(personId: string, kind: ConsentKind): Promise<readonly ConsentEntry[]> {
  const consent = await findConsent(personId, kind);
  if (statusOf(kind, consent?.history.at(-1)).state !== 'granted') throw consentMissing(kind);
  return consent?.history ?? [];
}

/** Whether the person had agreed at `at`: nothing of any other time is taken, also after a later yes (R2). */
export function hadAgreedAt(history: readonly ConsentEntry[], at: Date): boolean {
  return history.findLast((entry) => entry.at <= at)?.state === 'granted';
}

/** Whether the person agrees now and agreed at `at`, which a queued item may be long after. */
export async function agreesSince(
  personId: string,
  kind: ConsentKind,
  ...times: readonly Date[]
): Promise<boolean> {
  const consent = await findConsent(personId, kind);
  const history = consent?.history ?? [];
  return statusOf(kind, history.at(-1)).state === 'granted' && times.every((at) => hadAgreedAt(history, at));
}

async function addEntry(
  { tombstones }: Deps,
  actor: Actor,
  input: { kind: ConsentKind; entry: ConsentEntry },
): Promise<ConsentStatus> {
  const { personId } = actor;
  const { kind, entry } = input;
  for (;;) {
    const history = (await findConsent(personId, kind))?.history ?? [];
    const last = history.at(-1);
    if (last?.state === entry.state && last.version === entry.version) return statusOf(kind, last);
    const subject = `consents:${personId}:${kind}`;
    const isAdded = await appendConsent({ personId, kind, position: history.length }, entry, [
      {
        id: `${subject}:${history.length}`,
        kind: 'audit',
        entry: {
          at: entry.at,
          actorId: personId,
          action: `consent.${entry.state}`,
          subject,
          personId,
          to: entry.hash,
        },
      },
    ]);
    if (!isAdded) continue;
    await tombstones?.add(consentStones({ personId, kind, history: [...history, entry] }));
    return statusOf(kind, entry);
  }
}

function statusOf(kind: ConsentKind, last: ConsentEntry | undefined): ConsentStatus {
  const notice = noticeOf(kind);
  if (!last) return { state: 'unasked', notice };
  const isOutdated = last.state !== 'withdrawn' && last.hash !== notice.hash;
  return { state: isOutdated ? 'outdated' : last.state, at: last.at, notice };
}

function noticeOf(kind: ConsentKind): Notice {
  const notice = NOTICES.find((one) => one.kind === kind);
  if (!notice) throw new Error(`no notice for ${kind}`);
  return notice;
}
