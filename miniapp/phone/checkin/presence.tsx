import { useState } from 'react';
import type { TodayView } from '../../../server/contract/views.ts';
import { goTo } from '../../parts/hash.ts';
import { Button } from '../../parts/kit.ts';
import { showToast } from '../../parts/toast.ts';
import { useFormat } from '../../parts/format.tsx';
import { useCell } from '../../parts/use-cell.ts';
import { useTable, useTexts } from '../../texts/language.tsx';
import { shiftDayTexts } from '../../texts/screens/shift-day.ts';
import { useSession } from '../session.ts';
import { mayLocate } from './take-punch.ts';
import { tell, type Told } from '../tell.ts';
import { useKeptAnswer } from './use-kept-answer.ts';

/** 在岗确认: one tap, with a fresh fix where location may be read; the store's code does as well. */
export function PresenceCard() {
  const texts = useTable(shiftDayTexts).presence;
  const { refusal } = useTexts().phone;
  const session = useSession();
  const presence = useCell(session.today)?.presence;
  const [busy, setBusy] = useState(false);
  const [answered, setAnswered] = useState<string>();
  const kept = useKeptAnswer(presence?.id);
  if (!presence || presence.id === answered || kept === 'gone') return null;
  const wordsFor = ({ status, code }: NonNullable<Told>): string =>
    status === 'rejected' ? (refusal[`signal_${code}`] ?? texts.late) : texts.done;
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
    showToast({ content: receipt ? wordsFor(receipt) : texts.queued });
    if (receipt && receipt.code !== 'not_kept') setAnswered(presence.id);
    setBusy(false);
  };
  return (
    <section className="mq-card mq-presence" aria-label={texts.title}>
      <h2>{texts.title}</h2>
      {kept && <p>{texts.queued}</p>}
      {!kept && <Ask presence={presence} busy={busy} onAnswer={() => void answer()} />}
    </section>
  );
}

type AskProps = { presence: NonNullable<TodayView['presence']>; busy: boolean; onAnswer: () => void };

function Ask({ presence, busy, onAnswer }: AskProps) {
  const texts = useTable(shiftDayTexts).presence;
  const format = useFormat();
  return (
    <>
      <p>{texts.ask(format.time(presence.answerBy))}</p>
      <div className="mq-two">
        <Button block color="primary" loading={busy} onClick={onAnswer}>
          {texts.answer}
        </Button>
        <Button block onClick={() => goTo(`/scan/prompt/${encodeURIComponent(presence.id)}`)}>
          {texts.scan}
        </Button>
      </div>
      <p className="mq-muted">{texts.hint}</p>
    </>
  );
}
