import { useState } from 'react';
import { goTo } from '../../parts/hash.ts';
import { Button } from '../../parts/kit.ts';
import { showToast } from '../../parts/toast.ts';
import { useFormat } from '../../parts/format.tsx';
import { useCell } from '../../parts/use-cell.ts';
import { useTable, useTexts } from '../../texts/language.tsx';
import { shiftDayTexts } from '../../texts/screens/shift-day.ts';
import { useSession } from '../session.ts';
import { mayLocate } from './take-punch.ts';
import { tell } from '../tell.ts';

/** 在岗确认: one tap, with a fresh fix where location may be read; the store's code does as well. */
export function PresenceCard() {
  const texts = useTable(shiftDayTexts).presence;
  const { refusal } = useTexts().phone;
  const format = useFormat();
  const session = useSession();
  const presence = useCell(session.today)?.presence;
  const [busy, setBusy] = useState(false);
  const [answered, setAnswered] = useState<string>();
  if (!presence || presence.id === answered) return null;
  const answer = async (): Promise<void> => {
    setBusy(true);
    const location = (await mayLocate(session))
      ? await session.bridge.locate({ precise: true }).catch(() => undefined)
      : undefined;
    const fix = location && {
      lng: location.lng,
      lat: location.lat,
      accuracyM: location.accuracyM,
      datum: location.datum,
    };
    const said = { kind: 'prompt', promptId: presence.id, ...(fix ? { location: fix } : {}) } as const;
    const receipt = await tell(session, said);
    const isRefused = receipt?.status === 'rejected';
    showToast({ content: isRefused ? (refusal[`signal_${receipt.code}`] ?? texts.late) : texts.done });
    if (receipt?.code !== 'not_kept') setAnswered(presence.id);
    setBusy(false);
  };
  return (
    <section className="mq-card mq-presence" aria-label={texts.title}>
      <h2>{texts.title}</h2>
      <p>{texts.ask(format.time(presence.answerBy))}</p>
      <div className="mq-two">
        <Button block color="primary" loading={busy} onClick={() => void answer()}>
          {texts.answer}
        </Button>
        <Button block onClick={() => goTo(`/scan/prompt/${encodeURIComponent(presence.id)}`)}>
          {texts.scan}
        </Button>
      </div>
      <p className="mq-muted">{texts.hint}</p>
    </section>
  );
}
