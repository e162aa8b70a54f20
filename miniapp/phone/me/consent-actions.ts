import { Toast } from 'antd-mobile';
import { useState } from 'react';
import type { z } from 'zod';
import type { ConsentKind, ConsentViewSchema } from '../../../server/contract/consent.ts';
import { api } from '../../api.ts';
import { askSure } from '../../parts/ask-sure.ts';
import { describeFault } from '../../parts/fault.ts';
import { touch } from '../../track/cell.ts';
import { useTexts } from '../../texts/language.tsx';
import { useSession } from '../session.ts';
import type { PhoneSession } from '../session.ts';
import { visitQueueOf } from '../visit/visit-sync.ts';

export type ConsentView = z.infer<typeof ConsentViewSchema>;

/** Answering and withdrawing; each shows its result and then the state as the server has it. */
export function useConsentActions(reload: () => Promise<void>) {
  const texts = useTexts();
  const session = useSession();
  const [busy, setBusy] = useState(false);
  const act = async (work: () => Promise<string | undefined>): Promise<void> => {
    setBusy(true);
    const said = await work().catch((error: unknown) => describeFault(error, texts));
    if (said) Toast.show({ content: said });
    await Promise.all([reload(), session.refreshToday(), session.refreshConsents()]);
    setBusy(false);
  };
  const answer = ({ kind, notice }: ConsentView, granted: boolean): Promise<void> =>
    act(async () => {
      await api.answerConsent({ kind, version: notice.version, hash: notice.hash, granted });
      if (granted) await session.outbox.endWithdrawal(session.me.personId, kind);
      return undefined;
    });
  const withdraw = async ({ kind }: ConsentView): Promise<void> => {
    const { withdrawAsk, withdrawYes, keep, withdrawn, withdrawnOffline } = texts.phone.consents;
    const sure = { content: withdrawAsk, confirmText: withdrawYes, cancelText: keep };
    if (!(await askSure(sure))) return;
    await act(async () => ((await withdrawNow(session, kind)) ? withdrawn : withdrawnOffline));
  };
  return { busy, answer, withdraw };
}

/** Stops on this phone first and tells the server next; true once the server knows. */
async function withdrawNow(session: PhoneSession, kind: ConsentKind): Promise<boolean> {
  const { outbox, me, sync } = session;
  await outbox.withdraw(me.personId, kind);
  stopAtOnce(session, kind);
  await (await visitQueueOf(session)).withdraw(kind).catch(() => undefined);
  await sync.flush({ urgent: true });
  return !(await outbox.withdrawals(me.personId)).includes(kind);
}

/** What is in hand must not allow what was just withdrawn, whatever becomes of the next refresh (R3). */
function stopAtOnce({ today, consents, sampler }: PhoneSession, kind: ConsentKind): void {
  const day = today.get();
  if (day && kind === 'location') today.set({ ...day, locationConsent: false });
  if (day && kind === 'photo') today.set({ ...day, photoConsent: false });
  touch(sampler.wake);
  const view = consents.get();
  const rows = view?.consents ?? [];
  consents.set({
    recordDays: view?.recordDays ?? 0,
    consents: rows.map((row) => (row.kind === kind ? { ...row, state: 'withdrawn' } : row)),
  });
}
