import { Button } from 'antd-mobile';
import type { FlexibleView } from '../../../server/contract/flexible.ts';
import { myApi } from '../../my-api.ts';
import { useFormat } from '../../parts/format.tsx';
import { goTo } from '../../parts/hash.ts';
import { hoursText } from '../../parts/hours-text.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useTable, useTexts } from '../../texts/language.tsx';
import { flexibleTexts } from '../../texts/screens/flexible.ts';
import { Content, Page } from '../page.tsx';
import { RowList } from '../row-list.tsx';

/** My requests for other hours. */
export function FlexibleShifts() {
  const texts = useTable(flexibleTexts);
  const { words } = useTexts();
  const format = useFormat();
  const loaded = useLoad(() => myApi.flexibleShifts(), 'flexible-shifts');
  const daysOf = ({ fromDay, toDay, weekdays }: FlexibleView): string =>
    fromDay === toDay
      ? format.calendarDay(fromDay)
      : `${texts.weekly(weekdays.map((day) => words.weekday[day - 1]).join(' '))} · ${fromDay} ~ ${toDay}`;
  return (
    <Page title={texts.title}>
      <p className="mq-intro">{texts.intro}</p>
      <p className="mq-intro">{texts.feishu}</p>
      <Content loaded={loaded}>
        {({ requests }) => (
          <RowList
            none={texts.none}
            rows={requests.map((row) => ({
              key: row.id,
              title: hoursText(row, texts.preview.nextDay),
              note: daysOf(row),
              extra: row.isOver ? texts.over : texts.status[row.status],
              to: `/flexible-shifts/${row.id}`,
            }))}
          />
        )}
      </Content>
      <div className="mq-foot">
        <Button block color="primary" onClick={() => goTo('/flexible-shifts/new')}>
          {texts.add}
        </Button>
      </div>
    </Page>
  );
}
