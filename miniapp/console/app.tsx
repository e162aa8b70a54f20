import { Button, ConfigProvider, ErrorBlock } from 'antd-mobile';
import enUS from 'antd-mobile/es/locales/en-US';
import zhCN from 'antd-mobile/es/locales/zh-CN';
import type { ReactNode } from 'react';
import type { MeView } from '../../server/contract/views.ts';
import { api, healSignInWith } from '../api.ts';
import { isInsideFeishu, signInWithFeishu } from '../bridge/feishu-client.ts';
import { ZoneContext } from '../parts/format.tsx';
import { useHash } from '../parts/hash.ts';
import { useLoad } from '../parts/use-load.ts';
import { useLanguage, useTable } from '../texts/language.tsx';
import { consoleRequestTexts } from '../texts/screens/console-requests.ts';
import { tuningTexts } from '../texts/screens/tuning.ts';
import { AlertPage } from './alert.tsx';
import { CarePage } from './care.tsx';
import { CasePage } from './case.tsx';
import { CaseTable } from './cases.tsx';
import { DataRequests } from './data-requests.tsx';
import { DutyPage } from './duty.tsx';
import { DeskLinks, deskPage } from './desk-pages.tsx';
import { Failed } from './failed.tsx';
import { Loading } from './panel.tsx';
import { RuleLinks, rulePageOf } from './rule-pages.tsx';
import { QualityPage } from './quality.tsx';
import { ReplayPage } from './replay.tsx';
import { RulesPage } from './rules.tsx';
import { TuningPage } from './tuning.tsx';

const CASE_ROLES: ReadonlySet<string> = new Set(['hr', 'hr_lead', 'legal']);

export function App() {
  const { language } = useLanguage();
  const { data: me, error, reload } = useLoad(openConsole, 'me');
  return (
    <ConfigProvider locale={language === 'zh' ? zhCN : enUS}>
      {me && (
        <ZoneContext.Provider value={me.timeZone}>
          <Frame me={me}>
            <Page me={me} />
          </Frame>
        </ZoneContext.Provider>
      )}
      {!me && error === undefined && <Loading />}
      {!me && error !== undefined && <Failed error={error} onRetry={() => void reload()} />}
    </ConfigProvider>
  );
}

async function openConsole(): Promise<MeView> {
  if (await isInsideFeishu()) healSignInWith(signInWithFeishu);
  return api.me();
}

const TUNING_ROLES: ReadonlySet<string> = new Set(['hr', 'hr_lead', 'staff_rep', 'legal', 'auditor']);
const TUNING_AUTHORS: ReadonlySet<string> = new Set(['hr', 'hr_lead', 'staff_rep']);
const hasRole = ({ roles }: MeView, among: ReadonlySet<string>): boolean =>
  roles.some((role) => among.has(role));
const mayCare = (me: MeView): boolean => isHr(me) || me.roles.includes('area_manager');
const isHr = ({ roles }: MeView): boolean => roles.includes('hr') || roles.includes('hr_lead');

function Page({ me }: { me: MeView }) {
  const { console: texts } = useLanguage().texts;
  const hash = useHash();
  const [, noun, id] = /^\/(alerts|cases)\/([\w-]+)$/.exec(hash) ?? [];
  if (noun === 'alerts' && id)
    return <AlertPage key={id} id={id} isManager={me.roles.includes('area_manager')} isHr={isHr(me)} />;
  if (hash === '/duty') return <DutyPage />;
  if (noun === 'cases' && id) return <CasePage key={id} id={id} isHr={isHr(me)} />;
  const rulePage = rulePageOf(hash, me);
  if (rulePage) return rulePage;
  const desk = deskPage(hash, me);
  if (desk !== null) return desk;
  if (hash === '/data-requests' && isHr(me)) return <DataRequests />;
  const [, replayId] = /^\/tuning\/replays\/([\w-]+)$/.exec(hash) ?? [];
  if (hasRole(me, TUNING_ROLES)) {
    if (replayId) return <ReplayPage key={replayId} id={replayId} isAuthor={hasRole(me, TUNING_AUTHORS)} />;
    if (hash === '/quality') return <QualityPage />;
    if (hash === '/tuning') return <TuningPage me={me} />;
    if (hash === '/rules') return <RulesPage me={me} />;
  }
  if (hash === '/care' && mayCare(me)) return <CarePage />;
  if (me.roles.some((role) => CASE_ROLES.has(role))) return <CaseTable />;
  return (
    <ErrorBlock fullPage status="default" title={texts.noAccess} description={texts.noAccessHint}>
      <a href="/h5/">{texts.toPhone}</a>
    </ErrorBlock>
  );
}

function Frame({ me, children }: { me: MeView; children: ReactNode }) {
  const { language, texts, setLanguage } = useLanguage();
  const requests = useTable(consoleRequestTexts);
  const tuning = useTable(tuningTexts).nav;
  const signOut = (): void => void api.logout().finally(() => location.assign('/auth/login?to=/console/'));
  return (
    <>
      <header className="mq-top">
        <a className="mq-brand" href="#/">
          {texts.appName} · {texts.console.title}
        </a>
        {isHr(me) && (
          <a className="mq-top-link" href="#/duty">
            {texts.consoleCase.duty.title}
          </a>
        )}
        {isHr(me) && (
          <a className="mq-top-link" href="#/data-requests">
            {requests.link}
          </a>
        )}
        {hasRole(me, TUNING_ROLES) &&
          (['quality', 'tuning', 'rules'] as const).map((page) => (
            <a key={page} className="mq-top-link" href={`#/${page}`}>
              {tuning[page]}
            </a>
          ))}
        {mayCare(me) && (
          <a className="mq-top-link" href="#/care">
            {tuning.care}
          </a>
        )}
        <DeskLinks me={me} />
        <RuleLinks me={me} />
        <span className="mq-who">
          {me.name} · {me.roles.map((role) => texts.words.role[role]).join(' / ')}
        </span>
        <Button size="mini" onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')}>
          {texts.language}
        </Button>
        <Button size="mini" onClick={signOut}>
          {texts.console.signOut}
        </Button>
      </header>
      <main className="mq-main">{children}</main>
    </>
  );
}
