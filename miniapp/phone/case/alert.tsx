import { Button } from 'antd-mobile';
import { api } from '../../api.ts';
import { AlertMap } from '../../parts/alert-map.tsx';
import { AskWord } from '../../parts/ask-word.tsx';
import { Beside, FindingFacts } from '../../parts/finding-facts.tsx';
import { goTo } from '../../parts/hash.ts';
import { useFormat } from '../../parts/format.tsx';
import { useLoad } from '../../parts/use-load.ts';
import { useTable, useTexts } from '../../texts/language.tsx';
import { alertWordTexts } from '../../texts/screens/alert-words.ts';
import { tuningApi } from '../../tuning-api.ts';
import { Content, Page } from '../page.tsx';
import type { ScreenProps } from '../page.tsx';

export function Alert({ param: id }: ScreenProps) {
  const texts = useTexts();
  const words = useTable(alertWordTexts);
  const format = useFormat();
  const loaded = useLoad(() => api.alert(id), id);
  return (
    <Page title={texts.phone.alert.title}>
      <Content loaded={loaded}>
        {(alert) => (
          <>
            <section className="mq-card">
              <h2>{alert.alertNo}</h2>
              <p className="mq-muted">
                {format.calendarDay(alert.day)} · {alert.personName ?? alert.pseudonym}{' '}
                <span className={`mq-tag mq-tag-${alert.status}`}>
                  {texts.words.alertStatus[alert.status]}
                </span>
              </p>
              <p className="mq-note">{texts.phone.alert.hint}</p>
              {alert.isPilot && <p className="mq-note">{words.pilot}</p>}
              <FindingFacts finding={alert.finding} />
              <Beside findings={alert.beside} />
              <p className="mq-muted">{texts.phone.alert.numbersHint}</p>
            </section>
            <section className="mq-card">
              <h2>{texts.phone.alert.map}</h2>
              <AlertMap alertId={id} refused={texts.phone.alert.noMap} />
            </section>
            {alert.isOwn && (
              <AskWord
                title={words.title}
                hint={words.hint}
                words={words.feedback}
                options={['fair', 'wrong', 'unclear']}
                thanks={words.thanks}
                send={(feedback) => tuningApi.feedback(id, { feedback })}
              />
            )}
            {alert.caseId && alert.isOwn && (
              <div className="mq-foot">
                <Button block color="primary" onClick={() => goTo(`/cases/${alert.caseId}`)}>
                  {texts.phone.alert.toCase}
                </Button>
              </div>
            )}
          </>
        )}
      </Content>
    </Page>
  );
}
