import { goTo } from '../../parts/hash.ts';
import { useFormat } from '../../parts/format.tsx';
import { serverOffsetMs } from '../../api.ts';
import { useCell } from '../../parts/use-cell.ts';
import { useTexts } from '../../texts/language.tsx';
import { DayFigures } from '../day/day-figures.tsx';
import { confirmationOf } from '../checkin/confirmer.ts';
import { GpsPicture } from '../checkin/gps-picture.tsx';
import { OwnTimeCard } from '../checkin/own-time.tsx';
import { Page } from '../page.tsx';
import { PresenceCard } from '../checkin/presence.tsx';
import { PunchButton } from '../checkin/punch-button.tsx';
import { PunchList } from '../checkin/punch-list.tsx';
import { punchesOf } from '../checkin/punch-rows.ts';
import { useSession } from '../session.ts';
import { placeNow } from './place-now.ts';
import { plannedBreaks } from './planned-breaks.ts';
import { TodayNotices } from './today-notices.tsx';
import { TrackingState } from './tracking-state.tsx';

/** The plan is asked for with each upload, at most so long apart while the page is in use. */
const OLD_MS = 15 * 60_000;

/** The first screen: the punch button is there at once, before any consent and without a network. */
export function Today() {
  const texts = useTexts();
  const format = useFormat();
  const { me, today, sampler, clock, ...session } = useSession();
  const view = useCell(today);
  const reading = useCell(sampler.last);
  const queue = useCell(session.queue);
  const rows = punchesOf(view?.punches ?? [], [...queue.answered, ...queue.punches], {
    nowMs: clock.nowMs(),
    offsetMs: serverOffsetMs() ?? 0,
  });
  const place = placeNow(view?.shifts ?? [], clock.nowMs() + (serverOffsetMs() ?? 0));
  return (
    <Page title={texts.phone.today.title} tab>
      <header className="mq-hello">
        <div>
          <strong>{me.name}</strong>
          <span>{me.storeName ?? me.regionName ?? texts.words.role[me.roles[0] ?? 'employee']}</span>
        </div>
        <time>{format.day(view?.serverTime ?? clock.nowMs() + (serverOffsetMs() ?? 0))}</time>
      </header>
      {view && <AsOf at={view.serverTime} />}
      <ShiftLine />
      <PresenceCard />
      <section className="mq-card mq-punch-card">
        <PunchButton next={rows[rows.length - 1]?.kind === 'in' ? 'out' : 'in'} />
        {reading && <GpsPicture reading={reading} place={place} />}
        <TrackingState queue={queue} />
      </section>
      <OwnTimeCard />
      <TodayNotices />
      <DayFigures />
      <section className="mq-card" aria-label={texts.phone.today.records}>
        <h2>{texts.phone.today.records}</h2>
        <PunchList rows={rows} onOpen={(id) => id.startsWith('platform-') || goTo(`/punches/${id}`)} />
      </section>
    </Page>
  );
}

/** What is shown may be of an earlier start: the network has not answered yet, or there is none. */
function AsOf({ at }: { at: string }) {
  const texts = useTexts().phone.today;
  const format = useFormat();
  const { clock } = useSession();
  const isOld = clock.nowMs() + (serverOffsetMs() ?? 0) - Date.parse(at) > OLD_MS;
  return isOld ? <p className="mq-muted mq-shift">{texts.asOf(format.time(at))}</p> : null;
}

function ShiftLine() {
  const all = useTexts();
  const texts = all.phone.today;
  const format = useFormat();
  const { me, today } = useSession();
  const view = useCell(today);
  if (!view) return null;
  if (view.onLeave) return <p className="mq-shift">{texts.onLeave}</p>;
  if (view.shifts.length === 0 && view.session) return null;
  if (view.shifts.length === 0)
    return <p className="mq-shift">{texts.noShift(confirmationOf(me, all).who)}</p>;
  return (
    <ul className="mq-shift" aria-label={texts.shift}>
      {view.shifts.map((shift) => (
        <li key={shift.id}>
          <strong>
            {format.time(shift.startAt)}–{format.time(shift.endAt)}
          </strong>
          {shift.place && <span>{shift.place.name}</span>}
          {plannedBreaks(shift, view.rest).map((rest) => (
            <span key={rest.startAt} className="mq-muted">
              {texts.rest} {format.time(rest.startAt)}–{format.time(rest.endAt)}
            </span>
          ))}
        </li>
      ))}
      {view.leaves?.map(({ startAt, endAt }) => (
        <li key={startAt}>{texts.leavePart(`${format.time(startAt)}–${format.time(endAt)}`)}</li>
      ))}
    </ul>
  );
}
