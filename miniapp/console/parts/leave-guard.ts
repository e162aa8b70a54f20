/** Long texts that were typed and not saved since. */
const typed = new Set<HTMLTextAreaElement>();

/** Asks before a reload, or closing the tab, takes away what was typed: nothing is kept on a computer that others use too. */
export function guardWords(): () => void {
  const note = ({ target }: Event): void => {
    if (target instanceof HTMLTextAreaElement) typed.add(target);
  };
  const ask = (event: BeforeUnloadEvent): void => {
    if ([...typed].some((field) => field.isConnected && field.value.trim() !== '')) event.preventDefault();
  };
  document.addEventListener('input', note);
  window.addEventListener('beforeunload', ask);
  return () => {
    document.removeEventListener('input', note);
    window.removeEventListener('beforeunload', ask);
  };
}

/** What stands in the fields is saved. */
export const forgetTyped = (): void => typed.clear();
