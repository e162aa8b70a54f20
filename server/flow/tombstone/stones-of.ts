import { ERASABLE } from '../../contract/data-request.ts';
import type { Stone } from '../../contract/tombstone.ts';
import type { Consent } from '../../store/consents.ts';
import type { DataRequest } from '../../store/data-requests.ts';
import type { AgreementRecord } from '../../store/non-compete-agreements.ts';

/** Where the last word of the person is a no that took back a yes. */
export function consentStones({ personId, kind, history }: Consent): Stone[] {
  const last = history.at(-1);
  if (!last || last.state === 'granted' || history.every(({ state }) => state !== 'granted')) return [];
  const { state, version, hash, at } = last;
  return [{ kind: 'consent', personId, consent: kind, state, version, hash, at: at.toISOString() }];
}

export const apiKeyStone = ({ hash, revokedAt }: Readonly<{ hash: string; revokedAt: Date }>): Stone => ({
  kind: 'api_key',
  hash,
  at: revokedAt.toISOString(),
});

export const leaverLinkStone = ({ id, revokedAt }: Readonly<{ id: string; revokedAt: Date }>): Stone => ({
  kind: 'leaver_link',
  linkId: id,
  at: revokedAt.toISOString(),
});

export const storeScreenStone = (screenId: string, at: Date): Stone => ({
  kind: 'store_screen',
  screenId,
  at: at.toISOString(),
});

/** `at`: of a day alone nobody knows when it was. */
export function authorisationStones({ id, authorisations }: AgreementRecord, at: Date): Stone[] {
  return authorisations.flatMap(({ id: authorisationId, withdrawnDay: day }) =>
    day === undefined
      ? []
      : [{ kind: 'authorisation', agreementId: id, authorisationId, day, at: at.toISOString() } as const],
  );
}

/** A granted deletion that the system carries out; what people do by hand they do again by hand. */
export function erasureStones(request: DataRequest): Stone[] {
  const { id, personId, kind, topic, day, record, status, submittedAt, answer } = request;
  if (kind !== 'delete' || status !== 'done' || !answer || !ERASABLE.includes(topic)) return [];
  return [
    {
      kind: 'erasure',
      requestId: id,
      personId,
      topic,
      ...(day !== undefined && { day }),
      ...(record && { record: { id: record.id, at: record.at.toISOString() } }),
      submittedAt: submittedAt.toISOString(),
      byId: answer.byId,
      at: answer.at.toISOString(),
    },
  ];
}
