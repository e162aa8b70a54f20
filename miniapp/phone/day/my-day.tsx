import { Button } from 'antd-mobile';
import { myApi } from '../../my-api.ts';
import { useFormat } from '../../parts/format.tsx';
import { goTo } from '../../parts/hash.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useTable } from '../../texts/language.tsx';
import { dataRequestTexts } from '../../texts/screens/data-requests.ts';
import { myDataTexts } from '../../texts/screens/my-data.ts';
import { dayAfter } from './month.ts';
import { DayRecords } from './my-day-records.tsx';
import { TrackCard } from './my-day-track.tsx';
import { dayIn } from '../company-day.ts';
import { Content, Page } from '../page.tsx';
import type { ScreenProps } from '../page.tsx';
import { useSession } from '../session.ts';
import '../records.css';

/** One own day: the track as a picture, the numbers the company has, and every record of it. */
export function MyDayScreen({ param: day }: ScreenProps) {
  const { day: texts } = useTable(myDataTexts);
  const requests = useTable(dataRequestTexts);
  const { topics } = requests;
  const format = useFormat();
  const loaded = useLoad(() => myApi.day(day), day);
  const last = dayIn(useSession().me.timeZone);
  return (
    <Page title={texts.title}>
      <div className="mq-months">
        <Button size="small" aria-label={texts.prev} onClick={() => goTo(`/my/days/${dayAfter(day, -1)}`)}>
          ‹
        </Button>
        <strong>{format.calendarDay(day)}</strong>
        <Button
          size="small"
          aria-label={texts.next}
          disabled={day >= last}
          onClick={() => goTo(`/my/days/${dayAfter(day, 1)}`)}
        >
          ›
        </Button>
      </div>
      <Content loaded={loaded}>
        {(view) => (
          <>
            {view.erased.length > 0 && (
              <p className="mq-intro" role="note">
                {texts.erased(format.list(view.erased.map((topic) => topics[topic])))}
              </p>
            )}
            {view.unread && (
              <p className="mq-intro" role="note">
                {texts.unread}
              </p>
            )}
            <TrackCard view={view} />
            <DayRecords view={view} />
            <div className="mq-foot">
              <Button block onClick={() => goTo(`/my/requests/${day}`)}>
                {texts.wrong}
              </Button>
            </div>
          </>
        )}
      </Content>
    </Page>
  );
}
