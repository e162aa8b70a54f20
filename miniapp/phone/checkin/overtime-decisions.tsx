import { Button, Toast } from 'antd-mobile';
import { useState } from 'react';
import type { OvertimeView } from '../../../server/contract/view-store.ts';
import { api } from '../../api.ts';
import { describeFault } from '../../parts/fault.ts';
import { toRead } from '../../parts/to-read.ts';
import { useFormat } from '../../parts/format.tsx';
import { useLoad } from '../../parts/use-load.ts';
import { useTable, useTexts } from '../../texts/language.tsx';
import { shiftDayTexts } from '../../texts/screens/shift-day.ts';
import { DeclineForm } from '../me/decline-form.tsx';

/** Overtime that waits for this manager: yes with one tap, no with a reason. */
export function OvertimeDecisions({ onDone }: { onDone: () => Promise<void> }) {
  const texts = useTable(shiftDayTexts).decide;
  const { data, reload } = useLoad(() => api.overtimeToDecide(), 'overtime');
  if (!data || data.requests.length === 0) return null;
  const refresh = async (): Promise<void> => {
    await Promise.all([reload(), onDone()]);
  };
  return (
    <>
      <h2 className="mq-list-title">{texts.title}</h2>
      {data.requests.map((request) => (
        <RequestCard key={request.id} request={request} onDone={refresh} />
      ))}
    </>
  );
}

function RequestCard({ request, onDone }: { request: OvertimeView; onDone: () => Promise<void> }) {
  const all = useTexts();
  const texts = useTable(shiftDayTexts).decide;
  const format = useFormat();
  const [busy, setBusy] = useState(false);
  const [isDeclining, setDeclining] = useState(false);
  const answer = async (body: Parameters<typeof api.decideOvertime>[1]): Promise<void> => {
    setBusy(true);
    await api.decideOvertime(request.id, body).then(
      () => Toast.show({ icon: 'success', content: all.phone.confirm.done }),
      (error: unknown) => Toast.show(toRead(describeFault(error, all))),
    );
    await onDone();
    setBusy(false);
  };
  return (
    <section className="mq-card" aria-label={request.personName}>
      <h2>
        {request.personName} · {format.dateTime(request.startAt)}–{format.time(request.endAt)}
      </h2>
      <p className="mq-muted">{request.reason}</p>
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
