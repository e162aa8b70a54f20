/** Puts the keyboard on the heading of what is shown, else into the main part, when what had it is gone: a screen reader would say nothing, and begin at the top. */
export function keepFocus(): void {
  isArriving = true;
  putFocus(null);
  arrive();
}

/** A page has come whose heading is still to be drawn. */
let isArriving = false;

const PANEL = 'main section[aria-label]';
/** Where the keyboard goes when its panel is gone, too: to the heading, which says where one is; without one yet, to the main part. */
const HEADING = 'main h1';
const MAIN = 'main[tabindex]';

/** Remembers the panel in which something is about to be done; the answer puts the keyboard back into it, once what is there then is drawn. */
export function keepFocusNear(): () => void {
  const panel = document.activeElement?.closest<HTMLElement>(PANEL) ?? null;
  return () => void setTimeout(() => putFocus(panel));
}

/**
 * Whatever has the keyboard may be drawn away, or be switched off while something is sent: the keyboard then goes on in the panel around
 * it, or where it was as soon as that can be pressed again. Returns how to stop.
 */
export function holdFocus(): () => void {
  let held: Element | null = null;
  let panel: HTMLElement | null = null;
  const hold = ({ target }: FocusEvent): void => {
    held = target instanceof Element ? target : null;
    panel = held?.closest<HTMLElement>(PANEL) ?? null;
  };
  // Whoever presses beside a field gives the keyboard up; what is drawn away or switched off did not.
  const letGo = ({ target, relatedTarget }: FocusEvent): void =>
    queueMicrotask(() => {
      if (relatedTarget === null && target === held && canHave(held)) held = null;
    });
  const watch = new MutationObserver(() => {
    arrive();
    if (held === null || !isNowhere()) return;
    if (!held.isConnected) putFocus(panel);
    else if (canHave(held) && held instanceof HTMLElement) held.focus({ preventScroll: true });
  });
  document.addEventListener('focusin', hold);
  document.addEventListener('focusout', letGo);
  watch.observe(document.body, { childList: true, subtree: true, attributeFilter: ['disabled'] });
  return () => {
    document.removeEventListener('focusin', hold);
    document.removeEventListener('focusout', letGo);
    watch.disconnect();
  };
}

const canHave = (element: Element | null): boolean =>
  element?.isConnected === true && !element.matches(':disabled');

const isNowhere = (): boolean => document.activeElement === null || document.activeElement === document.body;

/** The keyboard that waits in the main part goes on to the heading once that is there: it is read out, once. */
function arrive(): void {
  if (!isArriving || document.querySelector(HEADING) === null) return;
  isArriving = false;
  if (document.activeElement?.matches(MAIN) === true) putFocus(null);
}

function putFocus(panel: HTMLElement | null): void {
  const near = panel && sameNow(panel);
  const isAtTop = document.activeElement?.matches(near ? `${HEADING}, ${MAIN}` : MAIN) === true;
  if (!isNowhere() && !isAtTop) return;
  const goal = near ?? document.querySelector<HTMLElement>(HEADING);
  if (goal && !goal.hasAttribute('tabindex')) goal.tabIndex = -1;
  (goal ?? document.querySelector<HTMLElement>(MAIN))?.focus({ preventScroll: true });
}

/** The panel, or the one of its name that was drawn in its place. */
function sameNow(panel: HTMLElement): HTMLElement | null {
  if (panel.isConnected) return panel;
  const name = CSS.escape(panel.getAttribute('aria-label') ?? '');
  return document.querySelector<HTMLElement>(`main section[aria-label="${name}"]`);
}
