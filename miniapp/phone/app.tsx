import { Button, ConfigProvider, ErrorBlock, SpinLoading } from 'antd-mobile';
import enUS from 'antd-mobile/es/locales/en-US';
import zhCN from 'antd-mobile/es/locales/zh-CN';
import { useEffect } from 'react';
import { describeFault } from '../parts/fault.ts';
import { ZoneContext } from '../parts/format.tsx';
import { useLoad } from '../parts/use-load.ts';
import { useLanguage } from '../texts/language.tsx';
import { startTracker } from '../track/tracker.ts';
import { openSession, SessionContext } from './session.ts';
import type { PhoneSession } from './session.ts';
import { Screens } from './screens.tsx';

const REFRESH_MS = 60_000;

export function App() {
  const { language, texts } = useLanguage();
  const { data: session, error, reload } = useLoad(openSession, 'session');
  return (
    <ConfigProvider locale={language === 'zh' ? zhCN : enUS}>
      {session && <Signed session={session} />}
      {!session && !error && (
        <div className="mq-center" role="status" aria-label={texts.loading}>
          <SpinLoading color="primary" />
        </div>
      )}
      {!session && error !== undefined && (
        <ErrorBlock fullPage title={texts.failed} description={describeFault(error, texts)}>
          <Button color="primary" onClick={() => void reload()}>
            {texts.retry}
          </Button>
        </ErrorBlock>
      )}
    </ConfigProvider>
  );
}

function Signed({ session }: { session: PhoneSession }) {
  const { texts } = useLanguage();
  useEffect(() => keepGoing(session), [session]);
  if (session.bridge.kind === 'unsupported') {
    return (
      <ErrorBlock
        fullPage
        status="default"
        title={texts.phone.unsupported.title}
        description={texts.phone.unsupported.body}
      />
    );
  }
  return (
    <SessionContext.Provider value={session}>
      <ZoneContext.Provider value={session.me.timeZone}>
        <Screens />
      </ZoneContext.Provider>
    </SessionContext.Provider>
  );
}

/** The day's plan is asked for again each minute: a withdrawal on another device stops this one within 60 s (R3). */
function keepGoing(session: PhoneSession): (() => void) | undefined {
  if (session.bridge.kind === 'unsupported') return undefined;
  const unwatch = refreshAfterPunches(session);
  let stop: (() => void) | undefined;
  let stopped = false;
  const begin = async (): Promise<void> => {
    await Promise.all([session.refreshToday(), session.refreshConsents()]);
    if (!stopped) stop = startTracker(session);
  };
  void begin();
  const timer = setInterval(() => {
    if (document.visibilityState === 'visible') void session.refreshToday();
  }, REFRESH_MS);
  return () => {
    stopped = true;
    unwatch();
    stop?.();
    clearInterval(timer);
  };
}

/** Once a punch has reached the server, the day shows the server's word for it. */
function refreshAfterPunches({ outbox, me, refreshToday }: PhoneSession): () => void {
  let before = 0;
  const check = async (): Promise<void> => {
    const { punches } = await outbox.waiting(me.personId);
    const isSent = punches < before;
    before = punches;
    if (isSent) await refreshToday();
  };
  return outbox.changes.subscribe(() => void check());
}
