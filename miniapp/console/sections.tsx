import type { ReactNode } from 'react';
import type { Role } from '../../server/contract/person.ts';
import type { MeView } from '../../server/contract/views.ts';
import type { PageName, SectionName } from '../texts/screens/console-nav.ts';
import { AssessmentPage } from './policy/assessments.tsx';
import { CalendarPanel } from './system/calendar-panel.tsx';
import { CarePage } from './people/care.tsx';
import { CaseTable } from './case/cases.tsx';
import { Competitors } from './non-compete/competitors.tsx';
import { DayPlanPage } from './place/day-plans.tsx';
import { DataRequests } from './people/data-requests.tsx';
import { DeclarationRegisterPage } from './people/declaration-register.tsx';
import { DetectorSwitchPage } from './policy/detector-switches.tsx';
import { DutyPage } from './system/duty.tsx';
import { Executions } from './case/executions.tsx';
import { FlexibleShiftsPage } from './people/flexible-shifts.tsx';
import { ImportPage } from './system/imports.tsx';
import { KeyPage } from './system/keys.tsx';
import { LeadTable } from './people/leads.tsx';
import { Leavers } from './people/leavers.tsx';
import { ManagerAnswersPage } from './case/manager-answers.tsx';
import { MapServicePage } from './system/map-service.tsx';
import { NonCompeteTable } from './non-compete/non-compete.tsx';
import { PlacesPage } from './place/places.tsx';
import { PolicyPage } from './policy/policy.tsx';
import { QualityPage } from './tuning/quality.tsx';
import { RolloutPage } from './policy/rollouts.tsx';
import { RulesPage } from './tuning/rules.tsx';
import { SettingsPage } from './system/settings.tsx';
import { SetupPage } from './system/setup.tsx';
import { SourcePage } from './system/sources.tsx';
import { TuningPage } from './tuning/tuning.tsx';
import { WebhookPage } from './system/webhooks.tsx';
import { ZonePage } from './place/zones.tsx';

export type ConsolePage = Readonly<{
  path: string;
  name: PageName;
  roles: readonly Role[];
  draw: (me: MeView) => ReactNode;
}>;
type Section = Readonly<{ name: SectionName; pages: readonly ConsolePage[] }>;

const HR: readonly Role[] = ['hr', 'hr_lead'];
const CASES: readonly Role[] = [...HR, 'legal'];
export const OVERSEERS: readonly Role[] = [...CASES, 'admin', 'staff_rep', 'auditor'];
/** Who has the lists of what staff ask for. */
export const LISTED: readonly Role[] = [...HR, 'area_manager'];
/** Who may write the next version of the code. */
export const EDITORS: readonly Role[] = [...CASES, 'admin'];
export const TUNERS: readonly Role[] = [...CASES, 'staff_rep', 'auditor'];

/** Every page of the console that has a link, by what it is about, with who may open it. */
export const SECTIONS: readonly Section[] = [
  {
    name: 'cases',
    pages: [
      { path: '/', name: 'cases', roles: CASES, draw: () => <CaseTable /> },
      { path: '/leads', name: 'leads', roles: HR, draw: () => <LeadTable /> },
      { path: '/executions', name: 'executions', roles: ['hr_lead'], draw: () => <Executions /> },
      { path: '/manager-answers', name: 'managerAnswers', roles: HR, draw: () => <ManagerAnswersPage /> },
      { path: '/duty', name: 'duty', roles: HR, draw: () => <DutyPage /> },
    ],
  },
  {
    name: 'people',
    pages: [
      {
        path: '/declarations',
        name: 'declarations',
        roles: LISTED,
        draw: (me) => <DeclarationRegisterPage mayChange={me.roles.includes('hr_lead')} />,
      },
      {
        path: '/flexible-shifts',
        name: 'flexibleShifts',
        roles: LISTED,
        draw: (me) => <FlexibleShiftsPage mayChange={me.roles.includes('hr_lead')} />,
      },
      { path: '/care', name: 'care', roles: [...HR, 'area_manager'], draw: () => <CarePage /> },
      { path: '/data-requests', name: 'dataRequests', roles: HR, draw: () => <DataRequests /> },
      { path: '/leavers', name: 'leavers', roles: HR, draw: () => <Leavers employeeNo="" /> },
      { path: '/non-compete', name: 'nonCompete', roles: CASES, draw: () => <NonCompeteTable /> },
      {
        path: '/non-compete/competitors',
        name: 'competitors',
        roles: [...CASES, 'staff_rep'],
        draw: () => <Competitors />,
      },
    ],
  },
  {
    name: 'field',
    pages: [
      { path: '/zones', name: 'zones', roles: [...HR, 'admin', 'area_manager'], draw: () => <ZonePage /> },
      {
        path: '/places',
        name: 'places',
        roles: [...HR, 'admin', 'area_manager'],
        draw: () => <PlacesPage />,
      },
      { path: '/day-plans', name: 'dayPlans', roles: [...HR, 'area_manager'], draw: () => <DayPlanPage /> },
    ],
  },
  {
    name: 'policy',
    pages: [
      {
        path: '/policy',
        name: 'policy',
        roles: OVERSEERS,
        draw: (me) => <PolicyPage mayEdit={hasRole(me, EDITORS)} />,
      },
      { path: '/assessments', name: 'assessments', roles: OVERSEERS, draw: () => <AssessmentPage /> },
      { path: '/detectors', name: 'detectors', roles: OVERSEERS, draw: () => <DetectorSwitchPage /> },
      { path: '/rollouts', name: 'rollouts', roles: OVERSEERS, draw: () => <RolloutPage /> },
    ],
  },
  {
    name: 'tuning',
    pages: [
      { path: '/quality', name: 'quality', roles: TUNERS, draw: () => <QualityPage /> },
      { path: '/tuning', name: 'tuning', roles: TUNERS, draw: (me) => <TuningPage me={me} /> },
      { path: '/rules', name: 'rules', roles: TUNERS, draw: (me) => <RulesPage me={me} /> },
    ],
  },
  {
    name: 'system',
    pages: [
      { path: '/setup', name: 'setup', roles: [...HR, 'admin'], draw: () => <SetupPage /> },
      { path: '/settings', name: 'settings', roles: [...CASES, 'admin'], draw: () => <SettingsPage /> },
      { path: '/calendar', name: 'calendar', roles: ['admin'], draw: () => <CalendarPanel /> },
      {
        path: '/map-service',
        name: 'mapService',
        roles: [...HR, 'admin'],
        draw: () => <MapServicePage />,
      },
      { path: '/keys', name: 'keys', roles: ['admin'], draw: () => <KeyPage /> },
      { path: '/imports', name: 'imports', roles: ['admin'], draw: () => <ImportPage /> },
      { path: '/sources', name: 'sources', roles: ['admin'], draw: () => <SourcePage /> },
      { path: '/webhooks', name: 'webhooks', roles: ['admin', 'hr_lead'], draw: () => <WebhookPage /> },
    ],
  },
];

export const hasRole = ({ roles }: MeView, among: readonly Role[]): boolean =>
  roles.some((role) => among.includes(role));

/** The sections with the pages that this person may open, without the empty ones. */
export function sectionsFor(me: MeView): Section[] {
  return SECTIONS.map(({ name, pages }) => ({
    name,
    pages: pages.filter(({ roles }) => hasRole(me, roles)),
  })).filter(({ pages }) => pages.length > 0);
}

/** The page a hash lies on or below: the longest address it begins with; what belongs to a case or an alert lies below the cases. */
export function pageAbove(hash: string): ConsolePage | undefined {
  return SECTIONS.flatMap(({ pages }) => pages)
    .filter(({ path }) => hash === path || hash.startsWith(path === '/' ? path : `${path}/`))
    .toSorted((a, b) => b.path.length - a.path.length)[0];
}
