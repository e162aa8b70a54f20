import { Button } from 'antd-mobile';
import { api } from '../../api.ts';
import { useFormat } from '../../parts/format.tsx';
import { useCell } from '../../parts/use-cell.ts';
import { LoadMore } from '../../parts/load-more.tsx';
import { readWords } from '../../parts/read-words.ts';
import { useLoad } from '../../parts/use-load.ts';
import { usePages } from '../../parts/use-pages.ts';
import { useLanguage } from '../../texts/language.tsx';
import { Content, Page } from '../page.tsx';
import type { ScreenProps } from '../page.tsx';
import { RowList } from '../row-list.tsx';
import { useSession } from '../session.ts';

/** Plain lists of the person's own records. */
export function MyList({ param }: ScreenProps) {
  if (param === 'reads') return <Reads />;
  if (param === 'cases') return <Cases />;
  return param === 'alerts' ? <Alerts /> : <Refused />;
}

function Reads() {
  const { texts } = useLanguage();
  const format = useFormat();
  const loaded = usePages(api.reads, 'reads');
  const roles: Record<string, string> = texts.words.role;
  return (
    <Page title={texts.phone.me.reads}>
      <Content loaded={loaded}>
        {(pages) => (
          <>
            <RowList
              none={texts.phone.me.noReads}
              rows={pages
                .flatMap(({ reads }) => reads)
                .map((read, index) => {
                  const { what, purpose } = readWords(read, texts.words.read);
                  const when = format.dateTime(read.at);
                  return {
                    key: `${read.at}-${index}`,
                    title: `${roles[read.reader] ?? read.reader} · ${what}`,
                    note: purpose === undefined ? when : `${when} · ${texts.phone.me.purpose(purpose)}`,
                  };
                })}
            />
            <LoadMore more={loaded.more} />
          </>
        )}
      </Content>
    </Page>
  );
}

function Alerts() {
  const { language, texts } = useLanguage();
  const format = useFormat();
  const loaded = useLoad(() => api.myAlerts(), 'alerts');
  return (
    <Page title={texts.phone.me.alerts}>
      <Content loaded={loaded}>
        {({ alerts }) => (
          <RowList
            none={texts.phone.report.none}
            rows={alerts.map((alert) => ({
              key: alert.id,
              title: `${alert.alertNo} · ${format.calendarDay(alert.day)}`,
              note: alert.finding.sentence[language],
              extra: texts.words.alertStatus[alert.status],
              to: `/alerts/${alert.id}`,
            }))}
          />
        )}
      </Content>
    </Page>
  );
}

function Cases() {
  const { language, texts } = useLanguage();
  const loaded = usePages(api.myCases, 'cases');
  return (
    <Page title={texts.phone.me.cases}>
      <Content loaded={loaded}>
        {(pages) => (
          <>
            <RowList
              none={texts.phone.report.none}
              rows={pages
                .flatMap(({ cases }) => cases)
                .map((row) => ({
                  key: row.id,
                  title: row.caseNo,
                  note: row.sentence[language],
                  extra: row.outcome ? texts.words.outcome[row.outcome] : texts.words.state[row.state],
                  to: `/cases/${row.id}`,
                }))}
            />
            <LoadMore more={loaded.more} />
          </>
        )}
      </Content>
    </Page>
  );
}

function Refused() {
  const { texts } = useLanguage();
  const { me, queue, outbox } = useSession();
  const { refusals } = useCell(queue);
  return (
    <Page title={texts.phone.today.refusedWhy}>
      <RowList
        none={texts.phone.report.none}
        rows={Object.entries(refusals).map(([code, count]) => ({
          key: `${me.personId}-${code}`,
          title: texts.phone.refusal[code] ?? texts.failed,
          extra: count,
        }))}
      />
      {Object.keys(refusals).length > 0 && (
        <div className="mq-foot">
          <Button block onClick={() => void outbox.forgetRefusals(me.personId)}>
            {texts.phone.today.refusedSeen}
          </Button>
        </div>
      )}
    </Page>
  );
}
