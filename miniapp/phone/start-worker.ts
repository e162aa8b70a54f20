import { whenOutdated } from '../api-call.ts';
import { ask } from '../api-reply.ts';

/** What the worker tells its pages once a newer page than theirs is ready; a worker imports no code. */
export const NEW_PAGE = 'mingqin-new-page';

const PAGE_TIMEOUT_MS = 20_000;

/** Once the first screen stands: the app then opens at once and without a network too. A client that has no workers goes on as before. */
export function startWorker(): void {
  if (!('serviceWorker' in navigator)) return;
  const register = (): void =>
    void navigator.serviceWorker.register('/h5/service-worker.js', { scope: '/h5/' }).catch(() => undefined);
  if (document.readyState === 'complete') register();
  else window.addEventListener('load', register, { once: true });
  // The worker shows the page it has kept: it is asked for the new one now, so that the next reload brings that.
  whenOutdated(() => void ask('/h5/', {}, PAGE_TIMEOUT_MS).catch(() => undefined));
  navigator.serviceWorker.addEventListener('message', ({ data }) => {
    if (data === NEW_PAGE) document.addEventListener('visibilitychange', renewUnseen);
  });
}

/** A newer app takes over while nobody looks, and only on the first screen: there is nothing half written there. */
function renewUnseen(): void {
  if (document.visibilityState === 'hidden' && ['', '#/'].includes(location.hash)) location.reload();
}
