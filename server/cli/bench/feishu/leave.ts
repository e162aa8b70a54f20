import { setTimeout as wait } from 'node:timers/promises';
import { buildPeople, openIdOf, toTenantUser } from '../../../demo/people.ts';
import { PhoneFault, signIn, type PhoneSession } from '../../replay/phone-session.ts';
import { signEvent, type Keys } from './signed-event.ts';

const LEAVER = 'audit-1';
const LONGEST_MS = 60_000;
const ASK_MS = 50;

/** From the event that somebody has left to the first request that the open session is refused, milliseconds. */
export async function measureLeave({
  app,
  url,
  keys,
}: {
  app: string;
  url: string;
  keys: Keys;
}): Promise<number> {
  const people = buildPeople().map(toTenantUser);
  const leaver = people.find(({ openId }) => openId === openIdOf(LEAVER));
  if (!leaver) throw new Error('the demo company has no such person');
  const session = await signIn(app, leaver.employeeNo);
  await session.get('/api/v1/me');
  const user = { open_id: leaver.openId };
  const type = 'contact.user.deleted_v3';
  const { body, headers } = signEvent(keys, {
    type,
    event: { object: user, old_object: { ...user, department_ids: [] } },
  });
  const startMs = performance.now();
  await fetch(url, {
    method: 'POST',
    body,
    headers: { ...headers, 'content-length': String(headers['content-length']) },
  });
  while (performance.now() - startMs < LONGEST_MS) {
    if (await isRefused(session)) break;
    await wait(ASK_MS);
  }
  return performance.now() - startMs;
}

async function isRefused(session: PhoneSession): Promise<boolean> {
  try {
    await session.get('/api/v1/me');
    return false;
  } catch (error) {
    return error instanceof PhoneFault && error.status === 401;
  }
}
