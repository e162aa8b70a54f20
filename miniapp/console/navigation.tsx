import type { MeView } from '../../server/contract/views.ts';
import { useHash } from '../parts/hash.ts';
import { useTable } from '../texts/language.tsx';
import { consoleNavTexts } from '../texts/screens/console-nav.ts';
import { pageAbove, sectionsFor } from './sections.tsx';

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
          <a
            key={name}
            className="mq-nav-section"
            href={`#${pages[0]?.path ?? '/'}`}
            {...(name === section?.name && { 'aria-current': 'true' })}
          >
            {texts.sections[name]}
          </a>
        ))}
      </div>
      {section && section.pages.length > 1 && (
        <div className="mq-nav-line mq-nav-pages">
          {section.pages.map(({ path, name }) => (
            <a
              key={path}
              className="mq-top-link"
              href={`#${path}`}
              {...(path === page?.path && { 'aria-current': 'page' })}
            >
              {texts.pages[name].title}
            </a>
          ))}
        </div>
      )}
    </nav>
  );
}
