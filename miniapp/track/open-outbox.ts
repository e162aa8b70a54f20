import type { Clock } from './clock.ts';
import { createOutbox } from './outbox.ts';
import type { Outbox } from './outbox.ts';

/** The phone's outbox. Where the browser keeps nothing (private mode, site data blocked) it lasts as long as the page: a punch counts all the same. */
export async function openOutbox(clock: Clock): Promise<Outbox> {
  return createOutbox({ clock }).catch(async () => {
    await import('./page-database.ts');
    const outbox = await createOutbox({ clock });
    outbox.space.set('page');
    return outbox;
  });
}
