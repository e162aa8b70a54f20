import { Button, Empty, Toast } from 'antd-mobile';
import { useState } from 'react';
import { api } from '../api.ts';
import { describeFault } from '../parts/fault.ts';
import { useFormat } from '../parts/format.tsx';
import { useLoad } from '../parts/use-load.ts';
import { useTexts } from '../texts/language.tsx';
import { Content, Page } from './page.tsx';
import { useSession } from './session.ts';

/** The store manager says, with one tap each, whether the person was at work. */
export function ToConfirm() {
  const all = useTexts();
  const { confirm: texts, kind, punchReason } = all.phone;
  const format = useFormat();
  const { refreshToday } = useSession();
  const loaded = useLoad(() => api.punchesToConfirm(), 'to-confirm');
  const [busyId, setBusyId] = useState('');
  const answer = async (id: string, accept: boolean): Promise<void> => {
    setBusyId(id);
    await api.confirmPunch(id, { accept }).then(
      () => Toast.show({ icon: 'success', content: texts.done }),
      (error: unknown) => Toast.show({ content: describeFault(error, all) }),
    );
    await Promise.all([loaded.reload(), refreshToday()]);
    setBusyId('');
  };
  return (
    <Page title={texts.title}>
      <p className="mq-intro">{texts.intro}</p>
      <Content loaded={loaded}>
        {({ punches }) => (
          <>
            {punches.length === 0 && <Empty description={texts.none} />}
            {punches.map((punch) => (
              <section key={punch.id} className="mq-card" aria-label={punch.personName}>
                <h2>
                  {punch.personName} · {kind[punch.kind]} {format.dateTime(punch.at)}
                </h2>
                <p className="mq-muted">
                  {punch.reasons.map((reason) => punchReason[reason].what).join(' / ')}
                </p>
                <div className="mq-two">
                  <Button block disabled={busyId === punch.id} onClick={() => void answer(punch.id, false)}>
                    {texts.decline}
                  </Button>
                  <Button
                    block
                    color="primary"
                    disabled={busyId === punch.id}
                    onClick={() => void answer(punch.id, true)}
                  >
                    {texts.accept}
                  </Button>
                </div>
              </section>
            ))}
          </>
        )}
      </Content>
    </Page>
  );
}
