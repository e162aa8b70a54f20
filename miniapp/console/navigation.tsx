import { useId } from 'react';
import type { MeView } from '../../server/contract/views.ts';
import { useHash } from '../parts/hash.ts';
import { useTable } from '../texts/language.tsx';
import { consoleNavTexts, type PageName } from '../texts/screens/console-nav.ts';
import { pageAbove, sectionsFor } from './sections.tsx';
import { Count, useWaitingOn } from './waiting.tsx';

/** Two lines of links: what the console is about, and the pages of the part one is in. */
export function Navigation({ me }: { me: MeView }) {
  const texts = useTable(consoleNavTexts);
  const page = pageAbove(useHash());
  const sections = sectionsFor(me);
  const section = sections.find(({ pages }) => pages.some(({ path }) => path === page?.path));
  if (sections.length === 0) return null;
  return (
    <nav className="mq-nav" aria-label={texts.label}>
      <div className="mq-nav-line">
        {sections.map(({ name, pages }) => (
          <NavLink
            key={name}
            className="mq-nav-section"
            path={pages[0]?.path ?? '/'}
            title={texts.sections[name]}
            pages={pages.map((one) => one.name)}
            {...(name === section?.name && { current: 'true' })}
          />
        ))}
      </div>
      {section && section.pages.length > 1 && (
        <div className="mq-nav-line mq-nav-pages">
          {section.pages.map(({ path, name }) => (
            <NavLink
              key={path}
              className="mq-top-link"
              path={path}
              title={texts.pages[name].title}
              pages={[name]}
              {...(path === page?.path && { current: 'page' })}
            />
          ))}
        </div>
      )}
    </nav>
  );
}

type Link = Readonly<{
  className: string;
  path: string;
  title: string;
  pages: readonly PageName[];
  current?: 'true' | 'page';
}>;

/** A link with how much waits behind it. */
function NavLink({ className, path, title, pages, current }: Link) {
  const id = useId();
  const { count, late } = useWaitingOn(pages);
  return (
    <a
      className={className}
      href={`#${path}`}
      {...(current && { 'aria-current': current })}
      {...(count > 0 && { 'aria-describedby': id })}
    >
      <span>{title}</span>
      <Count id={id} count={count} late={late} />
    </a>
  );
}
