import { createDrafts } from '../track/drafts.ts';
import type { Drafts } from '../track/drafts.ts';
import type { Owner } from './session.ts';

const known = new Map<string, Drafts>();

/** What this person has begun to write on this phone. */
export function draftsOf({ me, clock }: Owner): Drafts {
  const held = known.get(me.personId);
  if (held) return held;
  const made = createDrafts({ personId: me.personId, nowMs: clock.nowMs });
  known.set(me.personId, made);
  return made;
}
