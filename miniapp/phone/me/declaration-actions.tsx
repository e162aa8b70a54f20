import { Button } from 'antd-mobile';
import { useRef, useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import type { DeclarationView } from '../../../server/contract/views.ts';
import { myApi } from '../../my-api.ts';
import { useTable, useTexts } from '../../texts/language.tsx';
import { declarationTexts } from '../../texts/screens/declaration.ts';
import { askSure } from '../../parts/ask-sure.ts';
import { dayAfter } from '../day/month.ts';
import { dayIn } from '../company-day.ts';
import { RowList } from '../row-list.tsx';
import { useSession } from '../session.ts';
import { ReviewForm } from './declaration-review.tsx';

/** Whether it came through. */
export type Act = (work: () => Promise<unknown>, said?: string) => Promise<boolean>;
type Props = { view: DeclarationView; act: Act; busy: boolean };
const HALF_A_YEAR_DAYS = 182;
/** From so many days before its end on a renewal is what the screen is for. */
const SOON_DAYS = 30;

/** Contesting, renewing and withdrawing, as far as the server allows them now. */
export function DeclarationActions({ view, act, busy }: Props) {
  const texts = useTable(declarationTexts);
  const all = useTexts();
  const isReview = view.step === 'review';
  const word = isReview ? texts.reviewWithdraw : texts.withdraw;
  const withdraw = async (): Promise<void> => {
    const content = isReview ? texts.reviewWithdrawAsk : texts.withdrawAsk;
    const sure = { content, confirmText: word, cancelText: all.back };
    if (await askSure(sure))
      await act(() => myApi.withdrawDeclaration(view.id, view.version), texts.withdrawn);
  };
  return (
    <>
      {view.actions.includes('ask_review') && <ReviewForm view={view} act={act} busy={busy} />}
      {view.actions.includes('renew') && <Renew view={view} act={act} busy={busy} />}
      {view.renewedById !== undefined && (
        <RowList
          rows={[{ key: 'renewal', title: texts.isRenewed, to: `/declarations/${view.renewedById}` }]}
        />
      )}
      {view.actions.includes('withdraw') && (
        <div className="mq-foot">
          <Button block disabled={busy} onClick={() => void withdraw()}>
            {word}
          </Button>
        </div>
      )}
    </>
  );
}

/** A renewal whose reply was lost is sent again under the same id. */
function Renew({ view, act, busy }: Props) {
  const texts = useTable(declarationTexts);
  const today = dayIn(useSession().me.timeZone);
  const lastDay = view.toDay > today ? view.toDay : today;
  const isSoon = view.toDay < dayAfter(today, SOON_DAYS);
  const [toDay, setToDay] = useState(dayAfter(lastDay, HALF_A_YEAR_DAYS));
  const id = useRef(uuidv7());
  const renew = async (): Promise<void> => {
    const renewed = () => myApi.renewDeclaration(view.id, { id: id.current, toDay });
    if (await act(renewed, texts.renewed)) location.replace('#/declarations');
  };
  return (
    <details className="mq-card mq-form" open={isSoon}>
      <summary>
        <h2>{texts.renew}</h2>
      </summary>
      <label>
        <strong className="mq-field-name">{texts.renewUntil}</strong>
        <input
          type="date"
          value={toDay}
          min={dayAfter(lastDay, 1)}
          onChange={(event) => setToDay(event.target.value)}
        />
      </label>
      <Button
        block
        color="primary"
        fill={isSoon ? 'solid' : 'outline'}
        loading={busy}
        disabled={toDay <= lastDay}
        onClick={() => void renew()}
      >
        {texts.renewSend}
      </Button>
    </details>
  );
}
