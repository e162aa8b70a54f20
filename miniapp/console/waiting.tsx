import { createContext, useContext, useEffect, useMemo, useRef, type ReactNode } from 'react';
import type { Asked, Waiting, WaitingKind, WaitingView } from '../../server/contract/waiting.ts';
import { serverNowMs, api } from '../api.ts';
import { useFormat } from '../parts/format.tsx';
import { useHash } from '../parts/hash.ts';
import { useFresh } from '../parts/use-fresh.ts';
import { useLoad } from '../parts/use-load.ts';
import { useTable } from '../texts/language.tsx';
import type { PageName } from '../texts/screens/console-nav.ts';
import { consoleWaitingTexts } from '../texts/screens/console-waiting.ts';

const WaitingContext = createContext<Readonly<{ view?: WaitingView; isAsking: boolean }>>({ isAsking: true });

/** Which page each kind is handled on; alerts have a page each, punches the phone's. */
const PAGES: Readonly<Partial<Record<WaitingKind, PageName>>> = {
  cases: 'cases',
  leads: 'leads',
  declarations: 'declarations',
  flexible_shifts: 'flexibleShifts',
  data_requests: 'dataRequests',
  threshold_changes: 'tuning',
  go_live: 'rollouts',
  samples: 'managerAnswers',
};

/** Asks what waits for the reader: at first, on each page that is opened, and each minute. */
export function WaitingProvider({ personId, children }: { personId: string; children: ReactNode }) {
  const hash = useHash();
  const { data, loading, look } = useLoad(api.waiting, personId);
  useFresh(
    look,
    data?.waiting
      .map(({ dueAt }) => dueAt ?? '')
      .filter((dueAt) => dueAt !== '')
      .sort()[0],
  );
  const asked = useRef(hash);
  useEffect(() => {
    if (asked.current !== hash) void look();
    asked.current = hash;
  }, [hash, look]);
  const value = useMemo(() => ({ ...(data && { view: data }), isAsking: loading }), [data, loading]);
  return <WaitingContext.Provider value={value}>{children}</WaitingContext.Provider>;
}

/** Whether anything waits for the reader at all; unknown until it was asked. */
export function useIsAwaited(): boolean | undefined {
  const { view, isAsking } = useContext(WaitingContext);
  return view === undefined && isAsking ? undefined : (view?.waiting.length ?? 0) > 0;
}

/** How much waits on these pages, and how much of it is late. */
export function useWaitingOn(pages: readonly PageName[]): { count: number; late: number } {
  const { waiting = [] } = useContext(WaitingContext).view ?? {};
  const here = waiting.filter(({ kind }) => pages.some((page) => page === PAGES[kind]));
  return {
    count: here.reduce((sum, { count }) => sum + count, 0),
    late: here.reduce((sum, { late }) => sum + late, 0),
  };
}

/** The number beside a link, which is read out after its name. */
export function Count({ id, count, late }: { id: string; count: number; late: number }) {
  const texts = useTable(consoleWaitingTexts);
  const format = useFormat();
  if (count === 0) return null;
  return (
    <>
      <span className={late > 0 ? 'mq-count mq-count-late' : 'mq-count'} aria-hidden="true">
        {count}
      </span>
      <span id={id} className="mq-hidden" aria-hidden="true">
        {format.phrases([texts.here(count), ...(late > 0 ? [texts.hereLate(late)] : [])])}
      </span>
    </>
  );
}

/** Everything that waits for the reader, alerts one by one. */
export function WaitingList({ pathOf }: { pathOf: (page: PageName) => string | undefined }) {
  const texts = useTable(consoleWaitingTexts);
  const format = useFormat();
  const { view } = useContext(WaitingContext);
  if (!view) return null;
  // Whoever is asked and has no list to go to finds each thing here.
  const asked = view.asked.filter(({ kind }) => hrefOf(kind, pathOf) === undefined);
  const others = view.waiting.filter(
    ({ kind }) => kind !== 'alerts' && asked.every((one) => one.kind !== kind),
  );
  const unnamed = (view.waiting.find(({ kind }) => kind === 'alerts')?.count ?? 0) - view.alerts.length;
  return (
    <section className="mq-panel mq-waits" aria-label={texts.title}>
      <h2>{texts.title}</h2>
      {view.waiting.length === 0 ? (
        <p className="mq-muted">{texts.none}</p>
      ) : (
        <ul className="mq-home">
          {view.alerts.map(({ id, alertNo, dueAt }) => (
            <li key={id}>
              <a href={`#/alerts/${id}`}>{texts.alert(alertNo)}</a>
              <p className="mq-muted">
                {(Date.parse(dueAt) > serverNowMs() ? texts.alertHint : texts.alertLate)(
                  format.deadline(dueAt),
                )}
              </p>
            </li>
          ))}
          {unnamed > 0 && <li>{texts.moreAlerts(unnamed)}</li>}
          {asked.map((one) => (
            <AskedRow key={one.id} of={one} />
          ))}
          {others.map((one) => (
            <WaitingRow key={one.kind} of={one} href={hrefOf(one.kind, pathOf)} />
          ))}
        </ul>
      )}
    </section>
  );
}

function hrefOf(kind: WaitingKind, pathOf: (page: PageName) => string | undefined): string | undefined {
  if (kind === 'punches') return '/h5/#/to-confirm';
  const page = PAGES[kind];
  const path = page && pathOf(page);
  return path === undefined ? undefined : `#${path}`;
}

function WaitingRow({ of: { kind, count, late, dueAt }, href }: { of: Waiting; href: string | undefined }) {
  const texts = useTable(consoleWaitingTexts);
  const format = useFormat();
  if (kind === 'alerts') return null;
  const words = texts.kinds[kind](count);
  return (
    <li>
      {href === undefined ? <span>{words}</span> : <a href={href}>{words}</a>}
      {dueAt !== undefined && (
        <p className={late > 0 ? 'mq-fault' : 'mq-muted'}>
          {format.phrases([texts.due(format.deadline(dueAt)), ...(late > 0 ? [texts.hereLate(late)] : [])])}
        </p>
      )}
    </li>
  );
}

function AskedRow({ of: { kind, id, dueAt } }: { of: Asked }) {
  const texts = useTable(consoleWaitingTexts);
  const format = useFormat();
  const isLate = dueAt !== undefined && Date.parse(dueAt) <= serverNowMs();
  return (
    <li>
      <a href={`#/${kind === 'declarations' ? 'declarations' : 'flexible-shifts'}/${id}`}>
        {texts.asked[kind]}
      </a>
      {dueAt !== undefined && (
        <p className={isLate ? 'mq-fault' : 'mq-muted'}>
          {(isLate ? texts.askedLate : texts.askedDue)(format.deadline(dueAt))}
        </p>
      )}
    </li>
  );
}
