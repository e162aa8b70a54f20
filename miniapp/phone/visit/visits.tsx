import { Button, Toast } from 'antd-mobile';
import { useState } from 'react';
import { serverOffsetMs } from '../../api.ts';
import { Waiting } from '../../parts/waiting.tsx';
import { useTable, useTexts } from '../../texts/language.tsx';
import { visitTexts } from '../../texts/screens/visits.ts';
import { Page } from '../page.tsx';
import { useSession } from '../session.ts';
import { useLater } from './use-later.ts';
import { useVisits } from './use-visits.ts';
import { VisitNow } from './visit-now.tsx';
import { placeNow, useReading } from './visit-place.ts';
import { againOf, offersOf, visitRows } from './visit-rows.ts';
import type { Offer } from './visit-rows.ts';
import { VisitSuggestions } from './visit-suggestions.tsx';
import { TodayList } from './visit-today-list.tsx';
import '../records.css';

const SHOWN_OFFERS = 8;

/** Visits in one tap: the nearest planned customer stands first, and starting one ends the one before. */
export function VisitsScreen() {
  const texts = useTable(visitTexts);
  const session = useSession();
  const visits = useVisits();
  const { list, waiting, refused, isOld } = visits.state;
  const unsent = useLater<number>(waiting.filter(({ isSent }) => !isSent).length, 0);
  const isOffline = useLater<boolean>(isOld && list !== undefined, false);
  const reading = useReading();
  const rows = visitRows(list, waiting, serverOffsetMs() ?? 0);
  const running = rows.find(({ endAt }) => endAt === undefined);
  const customers = list?.customers ?? [];
  const offers = offersOf(customers, new Set(rows.map(({ customerId }) => customerId)), reading);
  const isPlanDone = customers.some(isPlanned) && !offers.some(isPlanned);
  const start = async (offer: Offer): Promise<void> => {
    const before = rows.filter(({ customerId }) => customerId === offer.id).pop();
    const purpose = before?.purpose ?? 'sales';
    await visits
      .log(offer.id, { purpose }, () => placeNow(session, reading))
      .then(
        () => Toast.show({ content: navigator.onLine ? texts.started(offer.name) : texts.queued }),
        () => Toast.show({ content: texts.notKept, duration: 5000 }),
      );
  };
  return (
    <Page title={texts.title} tab>
      <div role="status">
        {isOffline && <p className="mq-intro">{texts.offline}</p>}
        {unsent > 0 && <p className="mq-intro">{texts.waiting(unsent)}</p>}
      </div>
      {refused > 0 && (
        <div className="mq-intro">
          <p className="mq-overdue" role="alert">
            {texts.refused(refused)}
          </p>
          <Button size="small" onClick={() => void visits.forgetRefused()}>
            {texts.seen}
          </Button>
        </div>
      )}
      {!list && (isOld ? <p className="mq-intro">{texts.noList}</p> : <Waiting />)}
      {list &&
        (isPlanDone ? (
          <p className="mq-intro">{texts.planDone}</p>
        ) : (
          <NextVisit offers={offers} isLocated={reading !== undefined} onStart={start} />
        ))}
      {running && <VisitNow key={running.id} visit={running} visits={visits} />}
      <VisitSuggestions visits={visits} />
      {list && <Others offers={offers} again={againOf(customers, rows)} onStart={start} />}
      {(list || rows.length > 0) && <TodayList rows={rows} visits={visits} />}
    </Page>
  );
}

type Starter = { offers: readonly Offer[]; onStart: (offer: Offer) => Promise<void> };

const isPlanned = ({ plannedNo }: Pick<Offer, 'plannedNo'>): boolean => plannedNo !== undefined;

function NextVisit({ offers, isLocated, onStart }: Starter & { isLocated: boolean }) {
  const texts = useTable(visitTexts);
  const { busy, start } = useStart(onStart);
  const next = offers.find(isPlanned);
  if (!next) return <p className="mq-intro">{texts.noPlan}</p>;
  return (
    <section className="mq-card mq-visit-next" aria-label={texts.next}>
      <p className="mq-muted">{isLocated ? texts.nearest : texts.first}</p>
      <h2>{next.name}</h2>
      <OfferNote offer={next} />
      <Button block color="primary" disabled={busy} onClick={() => start(next)}>
        {texts.start}
      </Button>
      <p className="mq-muted">{texts.implied}</p>
    </section>
  );
}

/** Whom was visited already is found by name alone: a second visit is rare, and its row would stand in the way. */
function Others({ offers, again, onStart }: Starter & { again: readonly Offer[] }) {
  const texts = useTable(visitTexts);
  const [search, setSearch] = useState('');
  const { busy, start } = useStart(onStart);
  const next = offers.find(isPlanned);
  const name = search.trim();
  const listed = name === '' ? offers : [...offers, ...again];
  const found = listed.filter((offer) => offer !== next && offer.name.includes(name));
  const rest = found.length - SHOWN_OFFERS;
  return (
    <section className="mq-card" aria-label={texts.others}>
      <h2>{texts.others}</h2>
      <input
        type="search"
        className="mq-input"
        aria-label={texts.search}
        placeholder={texts.search}
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
      <ul className="mq-rows">
        {found.slice(0, SHOWN_OFFERS).map((offer) => (
          <li key={offer.id} className="mq-row">
            <span className="mq-grow">
              {offer.name}
              <OfferNote offer={offer} />
            </span>
            <Button
              size="small"
              disabled={busy}
              aria-label={texts.startAt(offer.name)}
              onClick={() => start(offer)}
            >
              {texts.start}
            </Button>
          </li>
        ))}
      </ul>
      {rest > 0 && <p className="mq-muted">{texts.more(rest)}</p>}
    </section>
  );
}

function useStart(onStart: Starter['onStart']) {
  const [busy, setBusy] = useState(false);
  const start = (offer: Offer): void => {
    setBusy(true);
    void onStart(offer).finally(() => setBusy(false));
  };
  return { busy, start };
}

function OfferNote({ offer: { plannedNo, awayM, visitedToday } }: { offer: Offer }) {
  const texts = useTable(visitTexts);
  const all = useTexts();
  const away =
    awayM === undefined
      ? undefined
      : texts.away(awayM < 1000 ? all.metres(Math.round(awayM)) : all.kilometres((awayM / 1000).toFixed(1)));
  const planned = plannedNo === undefined ? undefined : texts.planned(plannedNo);
  const words = [visitedToday ? texts.visitedToday : planned, away].filter((word) => word !== undefined);
  return words.length === 0 ? null : <span className="mq-muted">{words.join(' · ')}</span>;
}
