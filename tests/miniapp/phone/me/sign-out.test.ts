import 'fake-indexeddb/auto';
import { afterEach, expect, it, vi } from 'vitest';
import { countUnsent, signOut } from '../../../../miniapp/phone/me/sign-out.ts';
import { visitQueueOf } from '../../../../miniapp/phone/visit/visit-sync.ts';
import type { LastSeen } from '../../../../miniapp/track/database.ts';
import { buildPhone } from '../../track/build-phone.ts';
import { createFakeServer, type Fate } from '../../track/fake-server.ts';

afterEach(() => void vi.unstubAllGlobals());
let names = 0;

/** A phone with a punch that was sent, another one that waits, and what the screens showed last. */
async function open(fates: Fate[], answer: () => Promise<Response>) {
  const personId = `person-${(names += 1)}`;
  const phone = await buildPhone({
    api: createFakeServer(['ok', ...fates]).api,
    name: personId,
    personId,
  });
  const { clock, outbox, sync } = phone;
  const session = { me: { personId }, clock, outbox, sync };
  await phone.addPunch();
  await sync.flush({ urgent: true });
  const visits = await visitQueueOf(session);
  await visits.keepList({ day: '2026-11-02', visits: [], customers: [], suggestions: [] });
  await outbox.keepLastSeen(seen);
  await phone.addPunch();
  vi.stubGlobal('fetch', answer);
  const left = async () => ({
    seen: (await outbox.lastSeen()) !== undefined,
    answers: (await outbox.answeredPunches(personId)).length,
    list: (await visits.list()) !== undefined,
    unsent: await countUnsent(session),
  });
  return { session, outbox, left };
}
const me = {
  personId: 'p',
  name: '孙悦',
  employeeNo: 'MQ1022',
  timeZone: 'Asia/Shanghai',
  demo: true,
} as const;
const seen: LastSeen = { me: { ...me, roles: ['employee'], staffKind: 'promoter' } };
const ended = async (): Promise<Response> => new Response('{"ok":true}');
const skip = async (): Promise<boolean> => true;

it('sends what waits and leaves nothing to read on the phone, not even from an answer that comes later', async () => {
  const { session, outbox, left } = await open([], ended);
  const ask = vi.fn<(unsent: number) => Promise<boolean>>();
  expect(await signOut(session, ask)).toBe('gone');
  expect(ask).not.toHaveBeenCalled();
  await outbox.keepLastSeen(seen);
  expect(await left()).toEqual({ seen: false, answers: 0, list: false, unsent: 0 });
});

it('asks before it leaves behind what could not be sent, which stays the person’s', async () => {
  const { session, left } = await open(['request_lost', 'request_lost'], ended);
  const ask = vi.fn(async (_unsent: number) => false);
  expect(await signOut(session, ask)).toBe('stays');
  expect(ask).toHaveBeenCalledWith(1);
  expect(await left()).toEqual({ seen: true, answers: 1, list: true, unsent: 1 });
  expect(await signOut(session, skip)).toBe('gone');
  expect(await left()).toEqual({ seen: false, answers: 0, list: false, unsent: 1 });
});

it('says that the person is still signed in where there is no network, and asks nothing before', async () => {
  const { session, left } = await open(['request_lost'], () => Promise.reject(new TypeError('offline')));
  const ask = vi.fn(skip);
  expect(await signOut(session, ask)).toBe('offline');
  expect(ask).not.toHaveBeenCalled();
  expect(await left()).toMatchObject({ seen: true, list: true });
});

it('goes where the sign-in had ended already', async () => {
  const { session } = await open([], async () => new Response('{}', { status: 401 }));
  expect(await signOut(session, skip)).toBe('gone');
});
