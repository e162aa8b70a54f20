import { Button, ConfigProvider } from 'antd-mobile';
import enUS from 'antd-mobile/es/locales/en-US';
import zhCN from 'antd-mobile/es/locales/zh-CN';
import { useEffect, useRef, type ReactNode } from 'react';
import type { MeView } from '../../server/contract/views.ts';
import { api, healSignInWith } from '../api.ts';
import { pinSignIn } from '../api-call.ts';
import { isInsideFeishu, signInWithFeishu } from '../bridge/feishu-client.ts';
import { ZoneContext } from '../parts/format.tsx';
import { useHash } from '../parts/hash.ts';
import { keepFocus } from '../parts/keep-focus.ts';
import { SignedOut } from '../parts/signed-out.tsx';
import { useLoad } from '../parts/use-load.ts';
import { useTitle } from '../parts/use-title.ts';
import { useAssistance } from '../parts/use-assistance.ts';
import { useConsoleTexts } from '../texts/console-texts.ts';
import { useLanguage, useTable } from '../texts/language.tsx';
import { consoleNavTexts } from '../texts/screens/console-nav.ts';
import { sureTexts } from '../texts/screens/console-sure.ts';
import type { PageName } from '../texts/screens/console-nav.ts';
import { detailPage } from './detail-pages.tsx';
import { Failed } from './parts/failed.tsx';
import { Home } from './home.tsx';
import { Navigation } from './navigation.tsx';
import { guardWords } from './parts/leave-guard.ts';
import { Loading } from './parts/panel.tsx';
import { useSure } from './parts/use-sure.ts';
import { useShown } from './parts/shown.ts';
import { pageAbove, sectionsFor } from './sections.tsx';
import { WaitingProvider } from './waiting.tsx';

export function App() {
  const { language } = useLanguage();
  const { data: me, error, reload } = useLoad(openConsole, 'me');
  useAssistance();
  return (
    <ConfigProvider locale={language === 'zh' ? zhCN : enUS}>
      {me && (
        <ZoneContext.Provider value={me.timeZone}>
          <WaitingProvider personId={me.personId}>
            <Frame me={me}>
              <Page me={me} />
            </Frame>
          </WaitingProvider>
        </ZoneContext.Provider>
      )}
      {!me && error === undefined && <Loading />}
      {!me && error !== undefined && <Failed error={error} onRetry={() => void reload()} />}
    </ConfigProvider>
  );
}

async function openConsole(): Promise<MeView> {
  if (await isInsideFeishu()) healSignInWith(signInWithFeishu);
  const me = await api.me();
  pinSignIn(me.personId);
  return me;
}

/** Pages that begin with a list or a panel: who cannot see that hears their title. */
const UNTITLED: ReadonlySet<PageName> = new Set([
  'cases',
  'executions',
  'managerAnswers',
  'care',
  'dataRequests',
  'quality',
  'tuning',
  'rules',
  'calendar',
]);

function Page({ me }: { me: MeView }) {
  const texts = useTable(consoleNavTexts);
  const hash = useHash();
  const page = sectionsFor(me)
    .flatMap(({ pages }) => pages)
    .find(({ path }) => path === hash);
  if (page)
    return (
      <>
        {UNTITLED.has(page.name) && <h1 className="mq-hidden">{texts.pages[page.name].title}</h1>}
        {page.draw(me)}
      </>
    );
  const detail = detailPage(hash, me);
  if (detail !== null) return detail;
  return (
    <>
      {hash !== '/' && (
        <p className="mq-warn" role="status">
          {texts.notYours}
        </p>
      )}
      <Home me={me} />
    </>
  );
}

/** Asks before another page takes away what was written. */
function useLeaveGuard(): void {
  const { leave } = useTable(sureTexts);
  const isSure = useSure();
  const ask = useRef(() => Promise.resolve(true));
  ask.current = () => isSure(leave.lost, leave.go);
  useEffect(() => guardWords(() => ask.current()), []);
}

function Frame({ me, children }: { me: MeView; children: ReactNode }) {
  const { language, setLanguage } = useLanguage();
  const texts = useConsoleTexts();
  const hash = useHash();
  const nav = useTable(consoleNavTexts);
  const page = pageAbove(hash);
  const title = page ? nav.pages[page.name].title : texts.console.title;
  const shown = useShown();
  useTitle(shown === '' ? title : `${shown} · ${title}`);
  useEffect(keepFocus, [hash]);
  useLeaveGuard();
  const signOut = (): void => void api.logout().finally(() => location.assign('/auth/login?to=/console/'));
  return (
    <>
      <a
        className="mq-skip"
        href={`#${hash}`}
        onClick={(event) => {
          event.preventDefault();
          document.querySelector<HTMLElement>('.mq-main')?.focus();
        }}
      >
        {nav.skip}
      </a>
      <header className="mq-top">
        <a className="mq-brand" href="#/">
          {texts.appName} · {texts.console.title}
        </a>
        <span className="mq-who">
          {me.name} · {me.roles.map((role) => texts.words.role[role]).join(' / ')}
        </span>
        <Button size="mini" onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')}>
          {texts.language}
        </Button>
        <Button size="mini" onClick={signOut}>
          {texts.console.signOut}
        </Button>
        <Navigation me={me} />
      </header>
      <SignedOut />
      <main className="mq-main" tabIndex={-1}>
        {children}
      </main>
    </>
  );
}
