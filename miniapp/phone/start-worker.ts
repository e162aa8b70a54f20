/** Once the first screen stands: the app then opens without a network too. A client that has no workers goes on as before. */
export function startWorker(): void {
  if (!('serviceWorker' in navigator)) return;
  const register = (): void =>
    void navigator.serviceWorker.register('/h5/service-worker.js', { scope: '/h5/' }).catch(() => undefined);
  if (document.readyState === 'complete') register();
  else window.addEventListener('load', register, { once: true });
}
