/** Puts the keyboard into the main part when what had it is gone: a screen reader would say nothing, and begin at the top. */
export function keepFocus(): void {
  const { activeElement, body } = document;
  if (activeElement === null || activeElement === body)
    document.querySelector<HTMLElement>('main[tabindex]')?.focus({ preventScroll: true });
}

/** Once what was loaded anew is drawn. */
export const keepFocusSoon = (): void => void setTimeout(keepFocus);
