/** Long texts that were typed and not saved since. */
const typed = new Set<HTMLTextAreaElement>();

/** Answers whether somebody means to go and lose the words. */
type AskLeave = () => Promise<boolean>;

/** Asks before a reload, another page or closing the tab takes away what was typed: nothing is kept on a computer that others use too. */
export function guardWords(askLeave: AskLeave): () => void {
  const note = ({ target }: Event): void => {
    if (target instanceof HTMLTextAreaElement) noteTyped(target);
  };
  const ask = (event: BeforeUnloadEvent): void => {
    if (hasWords()) event.preventDefault();
  };
  const stops = [guardLinks(askLeave), guardHistory(askLeave)];
  document.addEventListener('input', note);
  window.addEventListener('beforeunload', ask);
  return () => {
    document.removeEventListener('input', note);
    window.removeEventListener('beforeunload', ask);
    for (const stop of stops) stop();
  };
}

/** The words of this field would be lost with the page. */
export const noteTyped = (field: HTMLTextAreaElement): void => void typed.add(field);

/** What stands in the fields is saved. */
export const forgetTyped = (): void => typed.clear();

const isFull = (field: HTMLTextAreaElement): boolean => field.isConnected && field.value.trim() !== '';
const hasWords = (): boolean => [...typed].some(isFull);

/** Where `data-kept` says that the page keeps its words for when one comes back, another page takes nothing away. */
const isLostElsewhere = (): boolean =>
  [...typed].some((field) => isFull(field) && field.closest('[data-kept]') === null);

async function leave(askLeave: AskLeave, go: () => void): Promise<void> {
  if (!(await askLeave())) return;
  forgetTyped();
  go();
}

/** A link to another page of the console is followed once somebody says so. */
function guardLinks(askLeave: AskLeave): () => void {
  const stop = (event: MouseEvent): void => {
    const link =
      event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href^="#"]') : null;
    const isElsewhere = link !== null && link.target === '' && link.hash !== location.hash;
    if (!isElsewhere || isInNewTab(event) || !isLostElsewhere()) return;
    event.preventDefault();
    event.stopPropagation();
    void leave(askLeave, () => location.assign(link.hash));
  };
  document.addEventListener('click', stop, true);
  return () => document.removeEventListener('click', stop, true);
}

const isInNewTab = ({ button, ctrlKey, metaKey, shiftKey }: MouseEvent): boolean =>
  button !== 0 || ctrlKey || metaKey || shiftKey;

/** The browser has gone back already when it says so: the page has its address again, and stays drawn, while somebody is asked. */
function guardHistory(askLeave: AskLeave): () => void {
  let here = location.href;
  const stop = (): void => {
    if (!isLostElsewhere()) {
      here = location.href;
      return;
    }
    history.pushState(null, '', here);
    void leave(askLeave, () => history.back());
  };
  window.addEventListener('popstate', stop, true);
  return () => window.removeEventListener('popstate', stop, true);
}
