import { Button, Toast } from 'antd-mobile';
import { useState } from 'react';
import type { z } from 'zod';
import type { PunchToConfirmSchema } from '../../../server/contract/views.ts';
import { api } from '../../api.ts';
import { describeFault } from '../../parts/fault.ts';
import { toRead } from '../../parts/to-read.ts';
import { goTo } from '../../parts/hash.ts';
import { useFormat } from '../../parts/format.tsx';
import { Picture } from '../../parts/picture.tsx';
import { useLoad } from '../../parts/use-load.ts';
import { Nothing } from '../../parts/nothing.tsx';
import { useTable, useTexts } from '../../texts/language.tsx';
import { shiftDayTexts } from '../../texts/screens/shift-day.ts';
import { DeclineForm } from '../me/decline-form.tsx';
import { OvertimeDecisions } from './overtime-decisions.tsx';
import { Content, Page } from '../page.tsx';
import { useSession } from '../session.ts';
import '../records.css';

type Punch = z.infer<typeof PunchToConfirmSchema>;

/** The store manager says of each whether the person was at work: yes with one tap, no with a reason. */
export function ToConfirm() {
  const { confirm: texts } = useTexts().phone;
  const { storeCode } = useTable(shiftDayTexts);
  const { refreshToday, me } = useSession();
  const loaded = useLoad(() => api.punchesToConfirm(), 'to-confirm');
  const refresh = async (): Promise<void> => {
    await Promise.all([loaded.reload(), refreshToday()]);
  };
  return (
    <Page title={texts.title}>
      <p className="mq-intro">{texts.intro}</p>
      {me.roles.includes('store_manager') && (
        <div className="mq-foot">
          <Button block onClick={() => goTo('/store-code')}>
            {storeCode.title}
          </Button>
        </div>
      )}
      <OvertimeDecisions onDone={refreshToday} />
      <Content loaded={loaded}>
        {({ punches }) =>
          punches.length === 0 ? (
            <Nothing text={texts.none} />
          ) : (
            punches.map((punch) => <PunchCard key={punch.id} punch={punch} onDone={refresh} />)
          )
        }
      </Content>
    </Page>
  );
}

function PunchCard({ punch, onDone }: { punch: Punch; onDone: () => Promise<void> }) {
  const all = useTexts();
  const { confirm: texts, kind, punchReason, arrived } = all.phone;
  const format = useFormat();
  const [busy, setBusy] = useState(false);
  const [isDeclining, setDeclining] = useState(false);
  const answer = async (body: Parameters<typeof api.confirmPunch>[1]): Promise<void> => {
    setBusy(true);
    await api.confirmPunch(punch.id, body).then(
      () => Toast.show({ icon: 'success', content: texts.done }),
      (error: unknown) => Toast.show(toRead(describeFault(error, all))),
    );
    await onDone();
    setBusy(false);
  };
  return (
    <section className="mq-card" aria-label={punch.personName}>
      <h2>
        {punch.personName} · {kind[punch.kind]} {format.dateTime(punch.at)}
      </h2>
      <p className="mq-muted">{punch.reasons.map((reason) => punchReason[reason].what).join(' / ')}</p>
      {punch.arrivedAt && (
        <p className="mq-muted">
          {arrived(format.timeBeside(punch.arrivedAt, punch.at))}
          {texts.lateHint}
        </p>
      )}
      {punch.hasPhoto && <PunchPhoto id={punch.id} />}
      <div className="mq-two">
        <Button block disabled={busy} onClick={() => setDeclining(!isDeclining)}>
          {texts.decline}
        </Button>
        <Button block color="primary" disabled={busy} onClick={() => void answer({ accept: true })}>
          {texts.accept}
        </Button>
      </div>
      {isDeclining && <DeclineForm busy={busy} onSend={(note) => void answer({ accept: false, note })} />}
    </section>
  );
}

/** Loaded with a tap and not before: each look is one that the person can see. */
function PunchPhoto({ id }: { id: string }) {
  const { photo } = useTexts().phone.confirm;
  const [isOpen, setOpen] = useState(false);
  if (isOpen) return <Picture className="mq-punch-photo" src={`/api/v1/punches/${id}/photo`} alt={photo} />;
  return (
    <p>
      <Button onClick={() => setOpen(true)}>{photo}</Button>
    </p>
  );
}
