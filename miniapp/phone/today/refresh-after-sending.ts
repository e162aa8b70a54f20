import type { PhoneSession } from '../session.ts';

type Watched = Pick<PhoneSession, 'outbox' | 'sync' | 'refreshToday'> & { me: { personId: string } };

/**
 * Once something has reached the server, the day shows the server's word for it; asked for once with each upload, while the radio is awake.
 * What this page sent is counted by its own runs, what another tab sent shows as a shorter queue.
 */
export function refreshAfterSending({ outbox, me, sync, refreshToday }: Watched): () => void {
  let before = { queued: 0, uploads: 0 };
  let checking = Promise.resolve();
  const check = async (): Promise<void> => {
    if (sync.state.get().busy) return;
    const { punches, signals } = await outbox.waiting(me.personId);
    const { busy, uploads = 0 } = sync.state.get();
    // A run that began meanwhile is looked at when it is over.
    if (busy) return;
    const now = { queued: punches + signals, uploads };
    const isSent = now.queued < before.queued || now.uploads > before.uploads;
    before = now;
    // Not waited for: what is sent meanwhile must be seen too.
    if (isSent) void refreshToday();
  };
  const look = (): void => {
    checking = checking.then(check).catch(() => undefined);
  };
  const unwatch = [outbox.changes.subscribe(look), sync.state.subscribe(look)];
  look();
  return () => {
    for (const stop of unwatch) stop();
  };
}
