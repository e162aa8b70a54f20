import { Button, ErrorBlock, SpinLoading } from 'antd-mobile';
import { lazy, Suspense, useEffect } from 'react';
import type { ComponentType } from 'react';
import { useHash } from '../parts/hash.ts';
import { ScreenError } from '../parts/screen-error.tsx';
import { useTexts } from '../texts/language.tsx';
import { Checkin } from './checkin.tsx';
import type { ScreenProps } from './page.tsx';
import { PunchResult } from './punch-result.tsx';
import { Tabs } from './tabs.tsx';
import { Today } from './today.tsx';

type Screen = { path: RegExp; screen: ComponentType<ScreenProps>; tab?: 'today' | 'report' | 'me' };

const later: (() => Promise<unknown>)[] = [];

const screens: readonly Screen[] = [
  { path: /^\/()$/, screen: Today, tab: 'today' },
  { path: /^\/checkin\/(in|out)$/, screen: Checkin },
  { path: /^\/punches\/([\w-]+)$/, screen: PunchResult },
  {
    path: /^\/consents()$/,
    screen: laterScreen(() => import('./consents.tsx').then((module) => module.Consents)),
  },
  { path: /^\/policy()$/, screen: laterScreen(() => import('./policy.tsx').then((module) => module.Policy)) },
  {
    path: /^\/alerts\/([\w-]+)$/,
    screen: laterScreen(() => import('./alert.tsx').then((module) => module.Alert)),
  },
  {
    path: /^\/cases\/([\w-]+)$/,
    screen: laterScreen(() => import('./case.tsx').then((module) => module.CaseScreen)),
  },
  {
    path: /^\/report(?:\/(\d{4}-\d{2}))?$/,
    screen: laterScreen(() => import('./report.tsx').then((module) => module.Report)),
    tab: 'report',
  },
  { path: /^\/me()$/, screen: laterScreen(() => import('./me.tsx').then((module) => module.Me)), tab: 'me' },
  {
    path: /^\/my\/(alerts|cases|reads|refused)$/,
    screen: laterScreen(() => import('./my-list.tsx').then((module) => module.MyList)),
  },
  {
    path: /^\/declarations()$/,
    screen: laterScreen(() => import('./declarations.tsx').then((module) => module.Declarations)),
  },
  {
    path: /^\/declarations\/new()$/,
    screen: laterScreen(() => import('./declare.tsx').then((module) => module.Declare)),
  },
  {
    path: /^\/to-confirm()$/,
    screen: laterScreen(() => import('./to-confirm.tsx').then((module) => module.ToConfirm)),
  },
];

const PRELOAD_AFTER_MS = 2_000;

export function Screens() {
  const texts = useTexts();
  const hash = useHash();
  usePreload();
  useEffect(() => {
    window.scrollTo(0, 0);
  }, [hash]);
  const found = screens.find(({ path }) => path.test(hash)) ?? screens[0];
  if (!found) return null;
  const param = found.path.exec(hash)?.[1] ?? '';
  const Shown = found.screen;
  return (
    <div className={found.tab ? 'mq-phone mq-with-tabs' : 'mq-phone'}>
      <ScreenError
        key={hash}
        fallback={(retry) => (
          <ErrorBlock title={texts.failed} description={texts.fault['offline']}>
            <Button onClick={retry}>{texts.retry}</Button>
          </ErrorBlock>
        )}
      >
        <Suspense fallback={<SpinLoading className="mq-center" />}>
          <Shown param={param} />
        </Suspense>
      </ScreenError>
      {found.tab && <Tabs active={found.tab} />}
    </div>
  );
}

function laterScreen(load: () => Promise<ComponentType<ScreenProps>>): ComponentType<ScreenProps> {
  later.push(load);
  return lazy(async () => ({ default: await load() }));
}

/** The other screens are fetched once the first one stands, so that they open without a network later. */
function usePreload(): void {
  useEffect(() => {
    const timer = setTimeout(() => {
      for (const load of later) load().catch(() => undefined);
    }, PRELOAD_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
}
