import enUS from 'antd-mobile/es/locales/en-US';
import zhCN from 'antd-mobile/es/locales/zh-CN';
import { useEffect } from 'react';
import { describeFault } from '../parts/fault.ts';
import { ZoneContext } from '../parts/format.tsx';
import { Button, ConfigProvider } from '../parts/kit.ts';
import { useCell } from '../parts/use-cell.ts';
import { useLoad } from '../parts/use-load.ts';
import { SignedOut } from '../parts/signed-out.tsx';
import { Fault, Waiting } from '../parts/waiting.tsx';
import { useAssistance } from '../parts/use-assistance.ts';
import { useLanguage } from '../texts/language.tsx';
import { touch } from '../track/cell.ts';
import { startTracker } from '../track/tracker.ts';
import { keepTodayFresh } from './today/keep-today.ts';
import { refreshAfterSending } from './today/refresh-after-sending.ts';
import { openSession, SessionContext } from './session.ts';
import type { PhoneSession } from './session.ts';
import { wantsScreenOn } from './screen-choice.ts';
import { Screens } from './screens.tsx';

export function App() {
  const { language, texts } = useLanguage();
  const { data: session, error, reload } = useLoad(openSession, 'session');
  useAssistance();
  return (
    <ConfigProvider locale={language === 'zh' ? zhCN : enUS}>
      {session && <Signed session={session} />}
      {!session && !error && <Waiting />}
      {!session && error !== undefined && (
        <Fault fills title={texts.failed} description={describeFault(error, texts)}>
          <Button color="primary" onClick={() => void reload()}>
            {texts.retry}
          </Button>
        </Fault>
      )}
    </ConfigProvider>
  );
}

function Signed({ session }: { session: PhoneSession }) {
  const { texts } = useLanguage();
  useEffect(() => keepGoing(session), [session]);
  // A new zone shows with the next plan.
  useCell(session.today);
  if (session.bridge.kind === 'unsupported') {
    return <Fault fills title={texts.phone.unsupported.title} description={texts.phone.unsupported.body} />;
  }
  return (
    <SessionContext.Provider value={session}>
      <ZoneContext.Provider value={session.me.timeZone}>
        <SignedOut />
        <Screens />
      </ZoneContext.Provider>
    </SessionContext.Provider>
  );
}

function keepGoing(session: PhoneSession): (() => void) | undefined {
  if (session.bridge.kind === 'unsupported') return undefined;
  const unwatch = refreshAfterSending(session);
  const unwatchConsent = stopOnWithdrawal(session);
  const unwatchDay = keepTodayFresh(session);
  let stop: (() => void) | undefined;
  let stopped = false;
  const begin = async (): Promise<void> => {
    await Promise.all([session.refreshToday(), session.refreshConsents()]);
    if (!stopped) stop = startTracker({ ...session, wantsScreenOn: () => wantsScreenOn(session) });
  };
  void begin();
  void navigator.storage?.persist?.().catch(() => false);
  return () => {
    stopped = true;
    unwatch();
    unwatchConsent();
    unwatchDay();
    stop?.();
  };
}

/** A plan that brings another answer about location is acted on at once, and not with the next reading. */
function stopOnWithdrawal({ today, sampler }: PhoneSession): () => void {
  let before = today.get()?.locationConsent;
  return today.subscribe(() => {
    const now = today.get()?.locationConsent;
    if (now !== before) touch(sampler.wake);
    before = now;
  });
}
