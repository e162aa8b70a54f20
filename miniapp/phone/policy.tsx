import { Button, Toast } from 'antd-mobile';
import { useRef, useState } from 'react';
import { api } from '../api.ts';
import { describeFault } from '../parts/fault.ts';
import { useFormat } from '../parts/format.tsx';
import { goBack } from '../parts/hash.ts';
import { Markdown } from '../parts/markdown.tsx';
import { useLoad } from '../parts/use-load.ts';
import { useLanguage } from '../texts/language.tsx';
import { Content, Page } from './page.tsx';
import { useSession } from './session.ts';

const MAX_READ_MS = 86_400_000;

/** The adopted rules; the button stands below the last line, and the reading time goes with the acknowledgement. */
export function Policy() {
  const { language, texts } = useLanguage();
  const { policy } = texts.phone;
  const format = useFormat();
  const session = useSession();
  const openedAtMs = useRef(session.clock.monoMs());
  const [busy, setBusy] = useState(false);
  const loaded = useLoad(() => api.policy(), 'policy');

  const acknowledge = async (version: string, hash: string): Promise<void> => {
    setBusy(true);
    const readMs = Math.min(MAX_READ_MS, Math.round(session.clock.monoMs() - openedAtMs.current));
    await api.acknowledgePolicy({ version, hash, language, readMs }).then(
      () => Toast.show({ icon: 'success', content: policy.thanks }),
      (error: unknown) => Toast.show({ content: describeFault(error, texts) }),
    );
    await Promise.all([loaded.reload(), session.refreshToday()]);
    setBusy(false);
  };

  return (
    <Page title={policy.title}>
      <Content loaded={loaded}>
        {(view) => (
          <article className="mq-card">
            {!/^\s*#\s/.test(view.body) && <h2>{view.title}</h2>}
            <p className="mq-muted">{policy.effective(view.version, format.day(view.effectiveAt))}</p>
            <Markdown body={view.body} />
            {view.acknowledgedAt ? (
              <>
                <p className="mq-tag mq-tag-granted">
                  {policy.acknowledged(format.dateTime(view.acknowledgedAt))}
                </p>
                <Button block onClick={goBack}>
                  {texts.back}
                </Button>
              </>
            ) : (
              <Button
                block
                color="primary"
                loading={busy}
                onClick={() => void acknowledge(view.version, view.hash)}
              >
                {policy.agree}
              </Button>
            )}
          </article>
        )}
      </Content>
    </Page>
  );
}
