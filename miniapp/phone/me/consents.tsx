import { Button } from 'antd-mobile';
import { api } from '../../api.ts';
import { useFormat } from '../../parts/format.tsx';
import { goBack } from '../../parts/hash.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useLanguage, useTexts } from '../../texts/language.tsx';
import { useConsentActions } from './consent-actions.ts';
import type { ConsentView } from './consent-actions.ts';
import { noticeWords } from '../today/notice-words.ts';
import { Content, Page } from '../page.tsx';
import { useSession } from '../session.ts';

type Actions = { answer: (granted: boolean) => void; withdraw: () => void; busy: boolean };

/** One separate notice and choice per kind of data (R2, R4); nothing is ticked beforehand. */
export function Consents() {
  const { consents } = useTexts().phone;
  const session = useSession();
  const { outbox, me } = session;
  const loaded = useLoad(async () => {
    // Withdrawing must work without a network: what was seen last is enough to say no to.
    const known = session.consents.get();
    const [view, gone] = await Promise.all([
      api.consents().catch((error: unknown) => known ?? Promise.reject(error)),
      outbox.withdrawals(me.personId),
    ]);
    const rows = view.consents.map((row): ConsentView =>
      gone.includes(row.kind) ? { ...row, state: 'withdrawn' } : row,
    );
    return { rows, recordDays: view.recordDays };
  }, 'consents');
  const { busy, answer, withdraw } = useConsentActions(loaded.reload);
  const actionsFor = (row: ConsentView): Actions => ({
    busy,
    answer: (granted) => void answer(row, granted),
    withdraw: () => void withdraw(row),
  });
  return (
    <Page title={consents.title}>
      <p className="mq-intro">{consents.intro}</p>
      <Content loaded={loaded}>
        {({ rows, recordDays }) => (
          <>
            {rows.map((row) => (
              <NoticeCard key={row.kind} row={row} actions={actionsFor(row)} />
            ))}
            {recordDays > 0 && <p className="mq-intro">{consents.records(recordDays)}</p>}
          </>
        )}
      </Content>
      <div className="mq-foot">
        <Button block fill="outline" color="primary" onClick={goBack}>
          {consents.done}
        </Button>
      </div>
    </Page>
  );
}

function NoticeCard({ row, actions }: { row: ConsentView; actions: Actions }) {
  const { language, texts } = useLanguage();
  const { consents } = texts.phone;
  const words = texts.words.consentState;
  const format = useFormat();
  const { notice, state } = row;
  const said = noticeWords(notice, language);
  const parts = ['what', 'why', 'effect', 'retention', 'viewers', 'refusal'] as const;
  return (
    <section className="mq-card mq-notice-card" aria-label={said.title}>
      <h2>{said.title}</h2>
      <p className={`mq-tag mq-consent-${state}`}>
        {words[state]}
        {row.at && ` · ${format.dateTime(row.at)}`}
      </p>
      <dl>
        {parts.map((part) => (
          <div key={part}>
            <dt>{consents.rows[part]}</dt>
            <dd>{said[part]}</dd>
          </div>
        ))}
      </dl>
      <details>
        <summary aria-label={`${consents.fields} · ${said.title}`}>{consents.fields}</summary>
        <p className="mq-muted">{notice.fields.join(', ')}</p>
        <p className="mq-muted">{consents.version(notice.version)}</p>
      </details>
      <NoticeButtons of={said.title} isGranted={state === 'granted'} actions={actions} />
    </section>
  );
}

type ButtonsProps = { of: string; isGranted: boolean; actions: Actions };

/** Each is named with what it is about: read out one after the other they would all sound the same. */
function NoticeButtons({ of, isGranted, actions }: ButtonsProps) {
  const { consents } = useTexts().phone;
  const nameOf = (said: string): string => `${said} · ${of}`;
  if (isGranted) {
    return (
      <Button block disabled={actions.busy} aria-label={nameOf(consents.withdraw)} onClick={actions.withdraw}>
        {consents.withdraw}
      </Button>
    );
  }
  return (
    <div className="mq-two">
      <Button
        block
        disabled={actions.busy}
        aria-label={nameOf(consents.decline)}
        onClick={() => actions.answer(false)}
      >
        {consents.decline}
      </Button>
      <Button
        block
        disabled={actions.busy}
        aria-label={nameOf(consents.agree)}
        onClick={() => actions.answer(true)}
      >
        {consents.agree}
      </Button>
    </div>
  );
}
