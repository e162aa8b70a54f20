import { Button } from 'antd-mobile';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { api } from '../api.ts';
import { goTo } from '../parts/hash.ts';
import { useLoad } from '../parts/use-load.ts';
import { useCell } from '../parts/use-cell.ts';
import { useLanguage, useTable, useTexts } from '../texts/language.tsx';
import { welcomeTexts } from '../texts/screens/welcome.ts';
import { useConsentActions } from './me/consent-actions.ts';
import type { ConsentView } from './me/consent-actions.ts';
import { noticeWords } from './today/notice-words.ts';
import { Content, Page } from './page.tsx';
import { useSession } from './session.ts';
import './records.css';

/** Who reads the rules on the way comes back to where they were. */
let reached = 0;

/** The first run, after the first punch: notice in plain words, each consent by itself and to be skipped, the rules; it blocks nothing. */
export function Welcome() {
  const texts = useTable(welcomeTexts);
  const loaded = useLoad(() => api.consents(), 'consents');
  const [step, setStep] = useState(reached);
  const next = (): void => {
    reached = step + 1;
    setStep(reached);
    window.scrollTo(0, 0);
  };
  return (
    <Page title={texts.title}>
      <Content loaded={loaded}>
        {({ consents: rows, recordDays }) => {
          const steps: ReactNode[] = [
            <PlainNotice key="plain" recordDays={recordDays} onNext={next} />,
            ...rows.map((row) => <Consent key={row.kind} row={row} reload={loaded.reload} onNext={next} />),
            <PolicyStep key="policy" onNext={next} />,
            <Done key="done" rows={rows} />,
          ];
          const at = Math.min(step, steps.length - 1);
          return (
            <>
              <div className="mq-steps" role="img" aria-label={texts.stepOf(at + 1, steps.length)}>
                {steps.map((_, index) => (
                  <i key={index} className={index <= at ? 'mq-step-done' : ''} />
                ))}
              </div>
              {steps[at]}
            </>
          );
        }}
      </Content>
    </Page>
  );
}

function PlainNotice({ recordDays, onNext }: { recordDays: number; onNext: () => void }) {
  const texts = useTable(welcomeTexts);
  return (
    <section className="mq-card mq-plain">
      <h2>{texts.plainTitle}</h2>
      <dl>
        {texts.plain(recordDays).map(([name, text]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <div className="mq-two">
        <Button block onClick={() => goTo('/')}>
          {texts.later}
        </Button>
        <Button block color="primary" onClick={onNext}>
          {texts.start}
        </Button>
      </div>
    </section>
  );
}

type ConsentProps = { row: ConsentView; reload: () => Promise<void>; onNext: () => void };

/** Both answers look alike, and neither is chosen beforehand. */
function Consent({ row, reload, onNext }: ConsentProps) {
  const texts = useTable(welcomeTexts);
  const rows = useTexts().phone.consents.rows;
  const { busy, answer } = useConsentActions(reload);
  const { kind } = row;
  const notice = noticeWords(row.notice, useLanguage().language);
  const say = (granted: boolean): void => void answer(row, granted).then(onNext);
  return (
    <section className="mq-card mq-plain" aria-label={notice.title}>
      <h2>{notice.title}</h2>
      <p>{texts.short[kind]}</p>
      <p className="mq-note">{texts.fallback[kind]}</p>
      <details>
        <summary>{texts.details}</summary>
        <dl>
          {(['what', 'why', 'effect', 'retention', 'viewers', 'refusal'] as const).map((part) => (
            <div key={part}>
              <dt>{rows[part]}</dt>
              <dd>{notice[part]}</dd>
            </div>
          ))}
        </dl>
      </details>
      <div className="mq-two">
        <Button block disabled={busy} onClick={() => say(false)}>
          {texts.skip}
        </Button>
        <Button block disabled={busy} onClick={() => say(true)}>
          {texts.agree}
        </Button>
      </div>
    </section>
  );
}

function PolicyStep({ onNext }: { onNext: () => void }) {
  const texts = useTable(welcomeTexts);
  const isRead = useCell(useSession().today)?.policyAcknowledged ?? false;
  return (
    <section className="mq-card">
      <h2>{texts.policyTitle}</h2>
      <p>{isRead ? texts.policyRead : texts.policyBody}</p>
      <div className="mq-two">
        <Button block onClick={onNext}>
          {isRead ? texts.start : texts.later}
        </Button>
        {!isRead && (
          <Button block color="primary" onClick={() => goTo('/policy')}>
            {texts.readPolicy}
          </Button>
        )}
      </div>
    </section>
  );
}

function Done({ rows }: { rows: readonly ConsentView[] }) {
  const texts = useTable(welcomeTexts);
  const { language } = useLanguage();
  return (
    <section className="mq-card mq-plain">
      <h2>{texts.doneTitle}</h2>
      <dl>
        {rows.map(({ kind, notice, state }) => (
          <div key={kind}>
            <dt>
              {noticeWords(notice, language).title} ·{' '}
              {state === 'granted' ? texts.chosen.granted : texts.chosen.refused}
            </dt>
            {state !== 'granted' && <dd>{texts.fallback[kind]}</dd>}
          </div>
        ))}
      </dl>
      <p className="mq-muted">{texts.doneBody}</p>
      <Button
        block
        color="primary"
        onClick={() => {
          reached = 0;
          goTo('/');
        }}
      >
        {texts.toToday}
      </Button>
    </section>
  );
}
