import { createContext, useContext } from 'react';
import type { ConsentKind, ConsentsView } from '../../server/contract/consent.ts';
import type { MeView, TodayView } from '../../server/contract/views.ts';
import { api } from '../api.ts';
import {
  ApiError,
  healSignInWith,
  pinSignIn,
  recallServerOffset,
  serverOffsetMs,
  signInMark,
} from '../api-call.ts';
import type { Bridge } from '../bridge/bridge.ts';
import { chooseBridge } from '../bridge/choose.ts';
import { onPhoneClock } from '../bridge/on-phone-clock.ts';
import { isInsideFeishu, ready, signInWithFeishu } from '../bridge/feishu-client.ts';
import { createCell } from '../track/cell.ts';
import type { Cell } from '../track/cell.ts';
import { createClock } from '../track/clock.ts';
import type { Clock } from '../track/clock.ts';
import type { LastSeen } from '../track/database.ts';
import { createGapWatch } from '../track/gap-watch.ts';
import { openOutbox } from '../track/open-outbox.ts';
import type { Outbox } from '../track/outbox.ts';
import { ownTimeOf } from '../track/own-time.ts';
import { createSampler } from '../track/sampler.ts';
import { stillOf } from './company-day.ts';
import { keepMeFresh, renew } from './keep-me.ts';
import { watchQueue } from '../track/queue.ts';
import type { Queue } from '../track/queue.ts';
import type { Sampler } from '../track/sampler.ts';
import { createSync } from '../track/sync.ts';
import type { Sync } from '../track/sync.ts';

/** Whose phone it is, and its clocks: all that is needed to find what it keeps for them. */
export type Owner = { me: Pick<MeView, 'personId'>; clock: Clock };

/** All that the screens share for one signed-in person. */
export type PhoneSession = {
  me: MeView;
  bridge: Bridge;
  clock: Clock;
  outbox: Outbox;
  queue: Cell<Queue>;
  sync: Sync;
  sampler: Sampler;
  today: Cell<TodayView | undefined>;
  consents: Cell<ConsentsView | undefined>;
  /** Both resolve also without a network or session; then the last known state stays. */
  refreshToday: () => Promise<void>;
  refreshConsents: () => Promise<void>;
};

export const SessionContext = createContext<PhoneSession | undefined>(undefined);

export function useSession(): PhoneSession {
  const session = useContext(SessionContext);
  if (!session) throw new Error('SessionContext is missing');
  return session;
}

const BATCH_BEFORE_PLAN = 100;
const UPLOAD_EVERY_BEFORE_PLAN_S = 600;

/** Whoever signed in is known without waiting for the network where the sign-in is still that of last time. */
export async function openSession(): Promise<PhoneSession> {
  const clock = createClock();
  const opening = openOutbox(clock);
  const inFeishu = await isInsideFeishu().catch((error: unknown) => {
    if (isOffline(error)) return window.h5sdk !== undefined;
    throw error;
  });
  if (inFeishu) healSignInWith(signInWithFeishu);
  const asked = api.me();
  asked.catch(() => undefined);
  const outbox = await opening;
  const known = await outbox.lastSeen();
  if (known?.serverOffsetMs !== undefined) recallServerOffset(known.serverOffsetMs);
  const me = await whoAmI(asked, known);
  pinSignIn(me.personId, me === known?.me ? (known.mark ?? '') : signInMark());
  // A phone that loses its signal later must still be able to say where it is.
  if (inFeishu) void ready().catch(() => undefined);
  const own = known?.me.personId === me.personId ? known : undefined;
  const base = {
    me,
    clock,
    bridge: onPhoneClock(chooseBridge({ demo: me.demo, inFeishu }), { nowMs: clock.nowMs, serverOffsetMs }),
    outbox,
    queue: await watchQueue(outbox, me.personId),
    today: createCell<TodayView | undefined>(stillOf(own?.today, me.timeZone)),
    consents: createCell<ConsentsView | undefined>(own?.consents),
  };
  const session = { ...base, sync: syncFor(base), sampler: samplerFor(base), ...refreshersFor(base) };
  // A new store or role shows with the next thing that is drawn.
  void asked.then((now) => renew(session.me, now)).catch(() => undefined);
  return session;
}

async function whoAmI(asked: Promise<MeView>, known: LastSeen | undefined): Promise<MeView> {
  const mark = signInMark();
  if (known && mark !== undefined && known.mark === mark) return known.me;
  return asked.catch((error: unknown) => {
    // Without a network the phone goes on as whoever used it last; the server asks who it is before it takes anything.
    if (known && isOffline(error)) return known.me;
    throw error;
  });
}

const isOffline = (error: unknown): boolean => error instanceof ApiError && error.status === 0;

type Refreshers = Pick<PhoneSession, 'refreshToday' | 'refreshConsents'>;
type Base = Omit<PhoneSession, 'sync' | 'sampler' | keyof Refreshers>;

/** What arrives is kept for the next start, which may have no network. */
function refreshersFor({ me, clock, outbox, today, consents }: Base): Refreshers {
  const remember = (): void => {
    const [day, rows, offset, mark] = [today.get(), consents.get(), serverOffsetMs(), signInMark()];
    const seen = {
      me,
      ...(day ? { today: day } : {}),
      ...(rows ? { consents: rows } : {}),
      ...(offset === undefined ? {} : { serverOffsetMs: offset }),
      ...(mark === undefined ? {} : { mark }),
    };
    void outbox.keepLastSeen(seen).catch(() => undefined);
  };
  const refreshMe = keepMeFresh(me, api.me);
  let newest = 0;
  let asked = 0;
  return {
    refreshToday: async () => {
      const sinceMonoMs = clock.monoMs();
      const mine = ++asked;
      // The day's plan waits for nothing: it may say that a consent was withdrawn (R3).
      void refreshMe();
      const view = await api.today(today.get() !== undefined).catch(() => undefined);
      // An answer that was overtaken knows less than what is shown.
      if (!view || mine < newest) return;
      newest = mine;
      today.set(view);
      outbox.forgetSeen(sinceMonoMs);
      remember();
    },
    refreshConsents: async () => {
      const view = await api.consents().catch(() => undefined);
      if (!view) return;
      consents.set(view);
      remember();
    },
  };
}

function syncFor({ me, clock, bridge, outbox, today, consents }: Base): Sync {
  const uploadEveryS = (): number => today.get()?.sampling.uploadEveryS ?? UPLOAD_EVERY_BEFORE_PLAN_S;
  return createSync({
    outbox,
    api,
    clock,
    personId: me.personId,
    serverOffsetMs,
    device: () => (isGranted(consents.get(), 'device_risk') ? bridge.device() : undefined),
    batchSize: () => today.get()?.sampling.batchSize ?? BATCH_BEFORE_PLAN,
    uploadEveryMs: () => uploadEveryS() * 1000,
    random: Math.random,
  });
}

function samplerFor({ me, clock, bridge, outbox, today }: Base): Sampler {
  return createSampler({
    locate: () => bridge.locate({ precise: false }),
    save: (reading, monoMs) => outbox.addFix(me.personId, reading, monoMs),
    plan: today.get,
    ownTime: async (plan) => ownTimeOf(plan, await outbox.ownSignals(me.personId), serverOffsetMs() ?? 0),
    isWithdrawn: async () => (await outbox.withdrawals(me.personId)).includes('location'),
    isVisible: () => document.visibilityState === 'visible',
    gaps: createGapWatch({ outbox, clock, personId: me.personId }),
    clock,
    serverOffsetMs,
  });
}

/** Phone model and system are sent with their own consent only (R2). */
function isGranted(view: ConsentsView | undefined, kind: ConsentKind): boolean {
  return view?.consents.some((row) => row.kind === kind && row.state === 'granted') ?? false;
}
