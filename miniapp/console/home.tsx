import { ErrorBlock } from 'antd-mobile';
import type { MeView } from '../../server/contract/views.ts';
import { useConsoleTexts } from '../texts/console-texts.ts';
import { useTable } from '../texts/language.tsx';
import { consoleNavTexts } from '../texts/screens/console-nav.ts';
import { sectionsFor } from './sections.tsx';
import { Loading } from './parts/panel.tsx';
import { useIsAwaited, WaitingList } from './waiting.tsx';

/** Where people start who handle no cases: what they may open, and what each page is for. */
export function Home({ me }: { me: MeView }) {
  const { console: words } = useConsoleTexts();
  const texts = useTable(consoleNavTexts);
  const sections = sectionsFor(me);
  const isAwaited = useIsAwaited();
  if (sections.length === 0 && isAwaited === undefined) return <Loading />;
  if (sections.length === 0 && !isAwaited) {
    const said = me.roles.includes('store_manager')
      ? { status: 'empty' as const, title: texts.noneAsked, description: texts.noneAskedHint }
      : { status: 'default' as const, title: words.noAccess, description: words.noAccessHint };
    return (
      <ErrorBlock fullPage {...said}>
        <a href="/h5/">{words.toPhone}</a>
      </ErrorBlock>
    );
  }
  return (
    <>
      <header className="mq-head">
        <h1>{sections.length > 0 ? texts.home(me.name) : texts.homeAsked(me.name)}</h1>
        {me.roles.includes('area_manager') && <p className="mq-muted">{texts.managerHint}</p>}
      </header>
      <WaitingList
        pathOf={(page) => sections.flatMap(({ pages }) => pages).find(({ name }) => name === page)?.path}
      />
      <div className="mq-columns">
        {sections.map(({ name, pages }) => (
          <section key={name} className="mq-panel" aria-label={texts.sections[name]}>
            <h2>{texts.sections[name]}</h2>
            <ul className="mq-home">
              {pages.map(({ path, name: page }) => (
                <li key={path}>
                  <a href={`#${path}`}>{texts.pages[page].title}</a>
                  <p className="mq-muted">{texts.pages[page].hint}</p>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </>
  );
}
