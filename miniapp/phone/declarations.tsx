import { Button, Empty, List } from 'antd-mobile';
import { api } from '../api.ts';
import { goTo } from '../parts/hash.ts';
import { useLoad } from '../parts/use-load.ts';
import { useTexts } from '../texts/language.tsx';
import { Content, Page } from './page.tsx';

export function Declarations() {
  const { words, phone } = useTexts();
  const loaded = useLoad(() => api.declarations(), 'declarations');
  const kinds: Record<string, string> = words.declarationKind;
  return (
    <Page title={phone.declarations.title}>
      <p className="mq-intro">{phone.declarations.intro}</p>
      <Content loaded={loaded}>
        {({ declarations }) =>
          declarations.length === 0 ? (
            <Empty description={phone.declarations.none} />
          ) : (
            <List>
              {declarations.map((row) => (
                <List.Item
                  key={row.id}
                  extra={words.declarationStatus[row.status]}
                  description={`${row.weekdays.map((day) => words.weekday[day - 1]).join(' ')} ${row.startTime}–${row.endTime} · ${row.fromDay} ~ ${row.toDay}`}
                >
                  {[kinds[row.kind] ?? row.kind, row.employer, row.placeName].filter(Boolean).join(' · ')}
                </List.Item>
              ))}
            </List>
          )
        }
      </Content>
      <div className="mq-foot">
        <Button block color="primary" onClick={() => goTo('/declarations/new')}>
          {phone.declarations.add}
        </Button>
      </div>
    </Page>
  );
}
