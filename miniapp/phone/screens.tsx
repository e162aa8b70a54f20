import { lazy, Suspense, useEffect } from 'react';
import type { ComponentType } from 'react';
import { useHash } from '../parts/hash.ts';
import { Button } from '../parts/kit.ts';
import { ScreenError } from '../parts/screen-error.tsx';
import { loadToast } from '../parts/toast.ts';
import { Fault, Waiting } from '../parts/waiting.tsx';
import { useTexts } from '../texts/language.tsx';
import { Checkin } from './checkin/checkin.tsx';
import type { ScreenProps } from './page.tsx';
import { loadOvertimeForm, PunchResult } from './checkin/punch-result.tsx';
import { useSession } from './session.ts';
import { Tabs } from './tabs.tsx';
import { Today } from './today/today.tsx';

type Screen = {
  path: RegExp;
  screen: ComponentType<ScreenProps>;
  tab?: 'today' | 'visits' | 'report' | 'me';
};

const later: (() => Promise<unknown>)[] = [loadToast, loadOvertimeForm];

const screens: readonly Screen[] = [
  { path: /^\/()$/, screen: Today, tab: 'today' },
  { path: /^\/checkin\/(in|out)$/, screen: Checkin },
  { path: /^\/presence\/(.+)$/, screen: Today, tab: 'today' },
  { path: /^\/punches\/([\w-]+)$/, screen: PunchResult },
  {
    path: /^\/consents()$/,
    screen: laterScreen(() => import('./me/consents.tsx').then((module) => module.Consents)),
  },
  {
    path: /^\/policy()$/,
    screen: laterScreen(() => import('./me/policy.tsx').then((module) => module.Policy)),
  },
  {
    path: /^\/welcome()$/,
    screen: laterScreen(() => import('./welcome.tsx').then((module) => module.Welcome)),
  },
  { path: /^\/quiz()$/, screen: laterScreen(() => import('./me/quiz.tsx').then((module) => module.Quiz)) },
  { path: /^\/rules()$/, screen: laterScreen(() => import('./me/rules.tsx').then((module) => module.Rules)) },
  {
    path: /^\/diagnostics()$/,
    screen: laterScreen(() => import('./me/diagnostics.tsx').then((module) => module.Diagnostics)),
  },
  {
    path: /^\/alerts\/([\w-]+)$/,
    screen: laterScreen(() => import('./case/alert.tsx').then((module) => module.Alert)),
  },
  {
    path: /^\/cases\/([\w-]+)(?:\/appeal)?$/,
    screen: laterScreen(() => import('./case/case.tsx').then((module) => module.CaseScreen)),
  },
  {
    path: /^\/report(?:\/(\d{4}-\d{2}))?$/,
    screen: laterScreen(() => import('./day/report.tsx').then((module) => module.Report)),
    tab: 'report',
  },
  {
    path: /^\/me()$/,
    screen: laterScreen(() => import('./me/me.tsx').then((module) => module.Me)),
    tab: 'me',
  },
  {
    path: /^\/visits()$/,
    screen: laterScreen(() => import('./visit/visits.tsx').then((module) => module.VisitsScreen)),
    tab: 'visits',
  },
  {
    path: /^\/my\/calendar(?:\/(\d{4}-\d{2}))?$/,
    screen: laterScreen(() => import('./day/calendar.tsx').then((module) => module.Calendar)),
  },
  {
    path: /^\/my\/days\/(\d{4}-\d{2}-\d{2})$/,
    screen: laterScreen(() => import('./day/my-day.tsx').then((module) => module.MyDayScreen)),
  },
  {
    path: /^\/my\/requests(?:\/(\d{4}-\d{2}-\d{2}(?:\/(?:punch|visit|photo)\/[\w-]+)?))?$/,
    screen: laterScreen(() => import('./me/my-requests.tsx').then((module) => module.MyRequests)),
  },
  {
    path: /^\/my\/(alerts|cases|reads|refused)$/,
    screen: laterScreen(() => import('./me/my-list.tsx').then((module) => module.MyList)),
  },
  {
    path: /^\/declarations()$/,
    screen: laterScreen(() => import('./me/declarations.tsx').then((module) => module.Declarations)),
  },
  {
    path: /^\/declarations\/new()$/,
    screen: laterScreen(() => import('./me/declare.tsx').then((module) => module.Declare)),
  },
  {
    path: /^\/declarations\/([\w-]{36})$/,
    screen: laterScreen(() => import('./me/declaration.tsx').then((module) => module.DeclarationScreen)),
  },
  {
    path: /^\/flexible-shifts()$/,
    screen: laterScreen(() => import('./me/flexible-shifts.tsx').then((module) => module.FlexibleShifts)),
  },
  {
    path: /^\/flexible-shifts\/new()$/,
    screen: laterScreen(() => import('./me/ask-flexible.tsx').then((module) => module.AskFlexible)),
  },
  {
    path: /^\/flexible-shifts\/([\w-]{36})$/,
    screen: laterScreen(() => import('./me/flexible-shift.tsx').then((module) => module.FlexibleShiftScreen)),
  },
  {
    path: /^\/route()$/,
    screen: laterScreen(() => import('./day/day-route.tsx').then((module) => module.DayRouteScreen)),
  },
  {
    path: /^\/leads()$/,
    screen: laterScreen(() => import('./me/leads.tsx').then((module) => module.Leads)),
  },
  {
    path: /^\/scan(?:\/((?:punch|prompt)\/[\w%:.-]+))?$/,
    screen: laterScreen(() => import('./checkin/scan.tsx').then((module) => module.Scan)),
  },
  {
    path: /^\/store-code()$/,
    screen: laterScreen(() => import('./checkin/store-code.tsx').then((module) => module.StoreCode)),
  },
  {
    path: /^\/to-confirm()$/,
    screen: laterScreen(() => import('./checkin/to-confirm.tsx').then((module) => module.ToConfirm)),
  },
];

const PRELOAD_AFTER_MS = 2_000;

export function Screens() {
  const texts = useTexts();
  const hash = useHash();
  usePreload();
  useVisitSync();
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
        fallback={() => (
          <Fault title={texts.failed} description={texts.fault['offline']}>
            <Button onClick={() => location.reload()}>{texts.retry}</Button>
          </Fault>
        )}
      >
        <Suspense fallback={<Waiting />}>
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

/** Visits left on this phone are sent whatever screen is open; the code for it comes after the first screen. */
function useVisitSync(): void {
  const session = useSession();
  useEffect(() => {
    let stop: (() => void) | undefined;
    let gone = false;
    const begin = async (): Promise<void> => {
      const { keepVisitsSynced } = await import('./visit/visit-sync.ts');
      if (!gone) stop = keepVisitsSynced(session);
    };
    const timer = setTimeout(() => void begin().catch(() => undefined), PRELOAD_AFTER_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
      stop?.();
    };
  }, [session]);
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
