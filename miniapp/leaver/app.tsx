import { ConfigProvider } from 'antd-mobile';
import enUS from 'antd-mobile/es/locales/en-US';
import zhCN from 'antd-mobile/es/locales/zh-CN';
import { useEffect, useRef, useState } from 'react';
import type { LeaverHome } from '../../server/contract/view-leaver.ts';
import { ApiError } from '../api.ts';
import { ZoneContext } from '../parts/format.tsx';
import { useHash } from '../parts/hash.ts';
import { signedOut } from '../parts/signed-out-state.ts';
import { useCell } from '../parts/use-cell.ts';
import { useLoad } from '../parts/use-load.ts';
import { Content } from '../phone/page.tsx';
import { useTitle } from '../parts/use-title.ts';
import { useAssistance } from '../parts/use-assistance.ts';
import { useLanguage, useTable } from '../texts/language.tsx';
import { leaverTexts } from '../texts/screens/leaver.ts';
import { AgreementScreen } from './agreement.tsx';
import { CaseScreen } from './case.tsx';
import { Door } from './door.tsx';
import { Home } from './home.tsx';
import { leaverApi } from './leaver-api.ts';

const TOKEN = /^\/([\w-]{22}\.[\w-]{43})$/;

/** The page behind a personal link: the identity check first, then only what is the person's own. */
export function App() {
  const { language } = useLanguage();
  useTitle(useTable(leaverTexts).title);
  useAssistance();
  const hash = useHash();
  const [token, setToken] = useState(() => TOKEN.exec(hash)?.[1]);
  const [hasLeft, setHasLeft] = useState(false);
  const home = useLoad(() => leaverApi.home(), 'home');
  const seen = useRef<LeaverHome>(undefined);
  const hasEnded = useCell(signedOut);
  const { reload } = home;
  useEffect(() => {
    if (!hasEnded) return;
    signedOut.set(false);
    void reload();
  }, [hasEnded, reload]);
  useEffect(() => {
    const fresh = TOKEN.exec(hash)?.[1];
    if (fresh === undefined) return;
    setToken(fresh);
    setHasLeft(false);
    // The token stays in memory only: not in the address bar, not in the history.
    history.replaceState(null, '', '#/');
  }, [hash]);
  const isClosed = home.error instanceof ApiError && home.error.status === 401;
  // Whoever only stayed away too long finds the own words again behind the door.
  seen.current = hasLeft ? undefined : (home.data ?? seen.current);
  const view = home.data ?? (isClosed ? seen.current : undefined);
  const leave = async (): Promise<void> => {
    await leaverApi.close().catch(() => undefined);
    setToken(undefined);
    setHasLeft(true);
    await reload();
  };
  return (
    <ConfigProvider locale={language === 'zh' ? zhCN : enUS}>
      <div className="mq-phone">
        {isClosed && <Door token={token} hasLeft={hasLeft} onOpen={reload} />}
        {view && (
          <div hidden={isClosed}>
            <ZoneContext.Provider value={view.timeZone}>
              <Inside key={view.employeeNo} hash={hash} view={view} reload={reload} onLeave={leave} />
            </ZoneContext.Provider>
          </div>
        )}
        {!view && !isClosed && <Content loaded={home}>{() => null}</Content>}
      </div>
    </ConfigProvider>
  );
}

type InsideProps = Parameters<typeof Home>[0] & { hash: string };

function Inside({ hash, ...home }: InsideProps) {
  const [, noun, id = ''] = /^\/(cases|agreements)\/([\w-]+)$/.exec(hash) ?? [];
  const agreement = home.view.agreements.find((one) => one.id === id);
  if (noun === 'cases') return <CaseScreen key={id} id={id} />;
  if (noun === 'agreements' && agreement)
    return <AgreementScreen agreement={agreement} cases={home.view.nonCompeteCases} reload={home.reload} />;
  return <Home {...home} />;
}
