/** Puts the keyboard into the main part when what had it is gone: a screen reader would say nothing, and begin at the top. */
export const keepFocus = (): void => putFocus(null);

/** Remembers the panel in which something is about to be done; the answer puts the keyboard back into it, once what is there then is drawn. */
export function keepFocusNear(): () => void {
  const panel = document.activeElement?.closest<HTMLElement>('main section[aria-label]') ?? null;
  return () => void setTimeout(() => putFocus(panel));
}

function putFocus(panel: HTMLElement | null): void {
  const { activeElement, body } = document;
  if (activeElement !== null && activeElement !== body) return;
  const near = panel && sameNow(panel);
  if (near && !near.hasAttribute('tabindex')) near.tabIndex = -1;
  (near ?? document.querySelector<HTMLElement>('main[tabindex]'))?.focus({ preventScroll: true });
}

/** The panel, or the one of its name that was drawn in its place. */
function sameNow(panel: HTMLElement): HTMLElement | null {
  if (panel.isConnected) return panel;
  const name = CSS.escape(panel.getAttribute('aria-label') ?? '');
  return document.querySelector<HTMLElement>(`main section[aria-label="${name}"]`);
}
