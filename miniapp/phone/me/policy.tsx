import { Button, Toast } from 'antd-mobile';
import { useRef, useState } from 'react';
import type { PolicyView } from '../../../server/contract/consent.ts';
import { api } from '../../api.ts';
import { describeFault } from '../../parts/fault.ts';
import { toRead } from '../../parts/to-read.ts';
import { useFormat } from '../../parts/format.tsx';
import { goBack } from '../../parts/hash.ts';
import { Markdown } from '../../parts/markdown.tsx';
import { PolicyDiffView } from '../../parts/policy-diff-view.tsx';
import { useLoad } from '../../parts/use-load.ts';
import { useLanguage, useTable } from '../../texts/language.tsx';
import { policyChangeTexts } from '../../texts/screens/policy-changes.ts';
import { Content, Page } from '../page.tsx';
import { useSession } from '../session.ts';

const MAX_READ_MS = 86_400_000;

/** The adopted rules; the button stands below the last line. */
export function Policy() {
  const { language, texts } = useLanguage();
  const { policy } = texts.phone;
  const format = useFormat();
  const loaded = useLoad(() => api.policy(), 'policy');
  return (
    <Page title={policy.title}>
      <Content loaded={loaded}>
        {(view) => (
          <article className="mq-card">
            {!/^\s*#\s/.test(view.body) && <h2>{view.title}</h2>}
            <p className="mq-muted">{policy.effective(view.version, format.day(view.effectiveAt))}</p>
            {view.previousVersion !== undefined && <Changes from={view.previousVersion} to={view.version} />}
            <Markdown body={language === 'en' && view.english ? view.english : view.body} />
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
              <Acknowledge view={view} onDone={loaded.reload} />
            )}
          </article>
        )}
      </Content>
    </Page>
  );
}

/** What changed since the version this person acknowledged. */
function Changes({ from, to }: { from: string; to: string }) {
  const words = useTable(policyChangeTexts);
  const loaded = useLoad(() => api.policyDiff(from, to), `${from}:${to}`);
  if (!loaded.data) return null;
  return (
    <details className="mq-changes" open>
      <summary>
        <h2>{words.title(from)}</h2>
      </summary>
      <PolicyDiffView diff={loaded.data} words={words} />
    </details>
  );
}

/** The time since the text was shown goes with the acknowledgement. */
function Acknowledge({ view, onDone }: { view: PolicyView; onDone: () => Promise<void> }) {
  const { language, texts } = useLanguage();
  const { policy } = texts.phone;
  const { clock, refreshToday } = useSession();
  const shownAtMs = useRef(clock.monoMs());
  const [busy, setBusy] = useState(false);
  const acknowledge = async (): Promise<void> => {
    setBusy(true);
    const readMs = Math.min(MAX_READ_MS, Math.round(clock.monoMs() - shownAtMs.current));
    await api.acknowledgePolicy({ version: view.version, hash: view.hash, language, readMs }).then(
      () => Toast.show({ icon: 'success', content: policy.thanks }),
      (error: unknown) => Toast.show(toRead(describeFault(error, texts))),
    );
    await Promise.all([onDone(), refreshToday()]);
    setBusy(false);
  };
  return (
    <Button block color="primary" loading={busy} onClick={() => void acknowledge()}>
      {policy.agree}
    </Button>
  );
}
