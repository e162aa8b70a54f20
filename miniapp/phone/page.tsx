import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { describeFault } from '../parts/fault.ts';
import { goBack } from '../parts/hash.ts';
import { Button } from '../parts/kit.ts';
import type { Loaded } from '../parts/use-load.ts';
import { useTitle } from '../parts/use-title.ts';
import { Fault, Waiting } from '../parts/waiting.tsx';
import { useTexts } from '../texts/language.tsx';

/** `param` is the part of the path that the screen's pattern caught. */
export type ScreenProps = { param: string };

/** Whether a screen has been shown since the page was opened: the first one must not take the focus. */
let hasShown = false;

/** Title bar, and the way back unless the screen is one of the tabs. A screen that replaces another one is named to screen readers. */
export function Page({ title, tab, children }: { title: string; tab?: boolean; children: ReactNode }) {
  const texts = useTexts();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (hasShown) heading.current?.focus({ preventScroll: true });
    hasShown = true;
  }, []);
  useTitle(title);
  return (
    <main className="mq-page">
      <header className="mq-bar">
        {!tab && (
          <button type="button" className="mq-back" onClick={goBack}>
            <span aria-hidden>‹</span> {texts.back}
          </button>
        )}
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
      </header>
      {children}
    </main>
  );
}

/** Waiting, failed, or the loaded content. */
export function Content<T>({ loaded, children }: { loaded: Loaded<T>; children: (data: T) => ReactNode }) {
  const texts = useTexts();
  if (loaded.data !== undefined) return children(loaded.data);
  if (loaded.error === undefined) return <Waiting />;
  return (
    <Fault title={texts.failed} description={describeFault(loaded.error, texts)}>
      <Button color="primary" fill="outline" onClick={() => void loaded.reload()}>
        {texts.retry}
      </Button>
    </Fault>
  );
}
