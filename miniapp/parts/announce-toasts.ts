/**
 * Short messages of the kit are painted and taken away without a word to a screen reader: each is repeated in a live region.
 * Returns how to stop.
 */
export function announceToasts(): () => void {
  const region = document.createElement('div');
  region.className = 'mq-hidden';
  region.setAttribute('role', 'status');
  document.body.append(region);
  const watch = new MutationObserver((changes) => {
    for (const node of changes.flatMap(({ addedNodes }) => [...addedNodes])) {
      const said = node instanceof Element ? node.querySelector('.adm-toast-main')?.textContent : undefined;
      if (said) region.textContent = said;
    }
  });
  watch.observe(document.body, { childList: true, subtree: true });
  return () => {
    watch.disconnect();
    region.remove();
  };
}
