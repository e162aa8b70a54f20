import { Button } from 'antd-mobile';
import { api } from '../../api.ts';
import { useFormat } from '../../parts/format.tsx';
import { goTo } from '../../parts/hash.ts';
import { hoursText } from '../../parts/hours-text.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useTable, useTexts } from '../../texts/language.tsx';
import { declarationTexts } from '../../texts/screens/declaration.ts';
import { stateOf } from './declaration-state.ts';
import { Content, Page } from '../page.tsx';
import { RowList } from '../row-list.tsx';

export function Declarations() {
  const { words, phone } = useTexts();
  const { nextDay, isOver } = useTable(declarationTexts);
  const format = useFormat();
  const loaded = useLoad(() => api.declarations(), 'declarations');
  const kinds: Record<string, string> = words.declarationKind;
  return (
    <Page title={phone.declarations.title}>
      <p className="mq-intro">{phone.declarations.intro}</p>
      <Content loaded={loaded}>
        {({ declarations }) => (
          <RowList
            none={phone.declarations.none}
            rows={declarations.map((row) => ({
              key: row.id,
              title: [kinds[row.kind] ?? row.kind, row.employer, row.placeName].filter(Boolean).join(' · '),
              note: `${row.weekdays.map((day) => words.weekday[day - 1]).join(' ')} ${hoursText(row, nextDay)} · ${format.calendarDay(row.fromDay)} – ${format.calendarDay(row.toDay)}`,
              extra: stateOf(row, { status: words.declarationStatus, isOver }),
              to: `/declarations/${row.id}`,
            }))}
          />
        )}
      </Content>
      <div className="mq-foot">
        <Button block color="primary" onClick={() => goTo('/declarations/new')}>
          {phone.declarations.add}
        </Button>
      </div>
    </Page>
  );
}
