import type { MeView } from '../../server/contract/views.ts';

/** Somebody's store, roles and zone change seldom. */
const EACH_MS = 10 * 60_000;

/** Asks again who one is, at most every ten minutes; without an answer what is known stays, and nobody else is taken for the person. */
export function keepMeFresh(me: MeView, ask: () => Promise<MeView>): () => Promise<void> {
  let askedMs = Date.now();
  return async () => {
    // A clock that was set back must not put it off.
    if (Math.abs(Date.now() - askedMs) < EACH_MS) return;
    askedMs = Date.now();
    const now = await ask().catch(() => undefined);
    if (now?.personId === me.personId) renew(me, now);
  };
}

/** In place, for all that share it; whoever has no store any more loses its name too. */
export function renew(me: MeView, now: MeView): void {
  for (const name of Object.keys(me)) if (!(name in now)) Reflect.deleteProperty(me, name);
  Object.assign(me, now);
}
