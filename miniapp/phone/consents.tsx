import { Button, Dialog, Toast } from 'antd-mobile';
import { useState } from 'react';
import type { z } from 'zod';
import type { ConsentKind, ConsentViewSchema } from '../../server/contract/consent.ts';
import { api } from '../api.ts';
import { describeFault } from '../parts/fault.ts';
import { useFormat } from '../parts/format.tsx';
import { goBack } from '../parts/hash.ts';
import { useLoad } from '../parts/use-load.ts';
import { useTexts } from '../texts/language.tsx';
import { Content, Page } from './page.tsx';
import { useSession } from './session.ts';
import type { PhoneSession } from './session.ts';

type ConsentView = z.infer<typeof ConsentViewSchema>;
type Actions = { answer: (granted: boolean) => void; withdraw: () => void; busy: boolean };

/** One separate notice and choice per kind of data (R2, R4); nothing is ticked beforehand. */
export function Consents() {
  const texts = useTexts();
  const { consents } = texts.phone;
  const session = useSession();
  const [busy, setBusy] = useState(false);
  const loaded = useLoad(async () => {
    const [view, gone] = await Promise.all([api.consents(), session.outbox.withdrawals(session.me.personId)]);
    return view.consents.map((row): ConsentView =>
      gone.includes(row.kind) ? { ...row, state: 'withdrawn' } : row,
    );
  }, 'consents');

  const act = async (work: () => Promise<string | undefined>): Promise<void> => {
    setBusy(true);
    const said = await work().catch((error: unknown) => describeFault(error, texts));
    if (said) Toast.show({ content: said });
    await Promise.all([loaded.reload(), session.refreshToday(), session.refreshConsents()]);
    setBusy(false);
  };
  const answer = ({ kind, notice }: ConsentView, granted: boolean): Promise<void> =>
    act(async () => {
      await api.answerConsent({ kind, version: notice.version, hash: notice.hash, granted });
      if (granted) await session.outbox.endWithdrawal(session.me.personId, kind);
      return undefined;
    });
  const withdraw = async ({ kind }: ConsentView): Promise<void> => {
    const sure = {
      content: consents.withdrawAsk,
      confirmText: consents.withdrawYes,
      cancelText: consents.keep,
    };
    if (!(await Dialog.confirm(sure))) return;
    await act(async () => {
      await session.outbox.withdraw(session.me.personId, kind);
      stopAtOnce(session, kind);
      await session.sync.flush({ urgent: true });
      const isWaiting = (await session.outbox.withdrawals(session.me.personId)).includes(kind);
      return isWaiting ? consents.withdrawnOffline : consents.withdrawn;
    });
  };

  return (
    <Page title={consents.title}>
      <p className="mq-intro">{consents.intro}</p>
      <Content loaded={loaded}>
        {(rows) =>
          rows.map((row) => (
            <NoticeCard
              key={row.kind}
              row={row}
              actions={{
                busy,
                answer: (granted) => void answer(row, granted),
                withdraw: () => void withdraw(row),
              }}
            />
          ))
        }
      </Content>
      <div className="mq-foot">
        <Button block fill="outline" color="primary" onClick={goBack}>
          {consents.done}
        </Button>
      </div>
    </Page>
  );
}

/** The plan in hand must not allow what was just withdrawn, whatever becomes of the next refresh (R3). */
function stopAtOnce({ today }: PhoneSession, kind: ConsentKind): void {
  const view = today.get();
  if (view && kind === 'location') today.set({ ...view, locationConsent: false });
  if (view && kind === 'photo') today.set({ ...view, photoConsent: false });
}

function NoticeCard({ row, actions }: { row: ConsentView; actions: Actions }) {
  const { consents } = useTexts().phone;
  const words = useTexts().words.consentState;
  const format = useFormat();
  const { notice, state } = row;
  const parts = ['what', 'why', 'effect', 'retention', 'viewers', 'refusal'] as const;
  return (
    <section className="mq-card mq-notice-card" aria-label={notice.title}>
      <h2>{notice.title}</h2>
      <p className={`mq-tag mq-consent-${state}`}>
        {words[state]}
        {row.at && ` · ${format.dateTime(row.at)}`}
      </p>
      <dl>
        {parts.map((part) => (
          <div key={part}>
            <dt>{consents.rows[part]}</dt>
            <dd>{notice[part]}</dd>
          </div>
        ))}
      </dl>
      <details>
        <summary>{consents.fields}</summary>
        <p className="mq-muted">{notice.fields.join(', ')}</p>
        <p className="mq-muted">{consents.version(notice.version)}</p>
      </details>
      <NoticeButtons isGranted={state === 'granted'} actions={actions} />
    </section>
  );
}

function NoticeButtons({ isGranted, actions }: { isGranted: boolean; actions: Actions }) {
  const { consents } = useTexts().phone;
  if (isGranted) {
    return (
      <Button block disabled={actions.busy} onClick={actions.withdraw}>
        {consents.withdraw}
      </Button>
    );
  }
  return (
    <div className="mq-two">
      <Button block disabled={actions.busy} onClick={() => actions.answer(false)}>
        {consents.decline}
      </Button>
      <Button block disabled={actions.busy} onClick={() => actions.answer(true)}>
        {consents.agree}
      </Button>
    </div>
  );
}
