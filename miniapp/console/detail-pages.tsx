import type { ReactNode } from 'react';
import type { MeView } from '../../server/contract/views.ts';
import { AgreementPage } from './non-compete/agreement.tsx';
import { AlertPage } from './case/alert.tsx';
import { CasePage } from './case/case.tsx';
import { DeclarationPage } from './people/declaration.tsx';
import { FlexibleShiftPage } from './people/flexible-shift.tsx';
import { LeadPage } from './people/lead.tsx';
import { Leavers } from './people/leavers.tsx';
import { NewAgreement } from './non-compete/new-agreement.tsx';
import { NewPlacePage, PlacePage } from './place/place-page.tsx';
import { PolicyDiffPage, PolicyReadPage } from './policy/policy-diff.tsx';
import { PolicyEditor } from './policy/policy-editor.tsx';
import { ReplayPage } from './tuning/replay.tsx';
import { RivalsPage } from './place/rivals.tsx';
import { EDITORS, hasRole, LISTED, OVERSEERS, TUNERS } from './sections.tsx';

type Detail = Readonly<{
  address: RegExp;
  roles?: Parameters<typeof hasRole>[1];
  draw: (ids: readonly string[], me: MeView) => ReactNode;
}>;

/** Pages about one thing, which other pages and cards of the chat lead to. */
const DETAILS: readonly Detail[] = [
  {
    address: /^\/alerts\/([\w-]+)$/,
    draw: ([id = ''], me) => (
      <AlertPage
        key={id}
        id={id}
        isManager={hasRole(me, ['area_manager'])}
        isHr={hasRole(me, ['hr', 'hr_lead'])}
      />
    ),
  },
  {
    address: /^\/cases\/([\w-]+)$/,
    draw: ([id = ''], me) => <CasePage key={id} id={id} isHr={hasRole(me, ['hr', 'hr_lead'])} />,
  },
  // Whoever is asked in the chat comes here from the approval.
  {
    address: /^\/declarations\/([\w-]+)$/,
    draw: ([id = ''], me) => <DeclarationPage key={id} id={id} hasList={hasRole(me, LISTED)} />,
  },
  {
    address: /^\/flexible-shifts\/([\w-]+)$/,
    draw: ([id = ''], me) => <FlexibleShiftPage key={id} id={id} hasList={hasRole(me, LISTED)} />,
  },
  {
    address: /^\/places\/~rivals$/,
    roles: ['hr', 'hr_lead', 'admin'],
    draw: () => <RivalsPage />,
  },
  {
    address: /^\/places\/~new$/,
    roles: ['hr', 'hr_lead', 'admin'],
    draw: () => <NewPlacePage />,
  },
  {
    address: /^\/places\/([A-Za-z0-9._-]+)$/,
    roles: ['hr', 'hr_lead', 'admin', 'area_manager'],
    draw: ([id = '']) => <PlacePage key={id} id={id} />,
  },
  { address: /^\/policy\/edit$/, roles: EDITORS, draw: () => <PolicyEditor /> },
  {
    address: /^\/policy\/diff\/([\w.-]+)\/([\w.-]+)$/,
    roles: OVERSEERS,
    draw: ([from = '', to = '']) => <PolicyDiffPage from={from} to={to} />,
  },
  {
    address: /^\/policy\/read\/([\w.-]+)$/,
    roles: OVERSEERS,
    draw: ([version = '']) => <PolicyReadPage version={version} />,
  },
  {
    address: /^\/tuning\/replays\/([\w-]+)$/,
    roles: TUNERS,
    draw: ([id = ''], me) => (
      <ReplayPage key={id} id={id} isAuthor={hasRole(me, ['hr', 'hr_lead', 'staff_rep'])} />
    ),
  },
  {
    address: /^\/leads\/([^/]+)$/,
    roles: ['hr', 'hr_lead'],
    draw: ([id = '']) => <LeadPage key={id} id={id} />,
  },
  {
    address: /^\/leavers\/([^/]+)$/,
    roles: ['hr', 'hr_lead'],
    draw: ([no = '']) => <Leavers key={no} employeeNo={decodeURIComponent(no)} />,
  },
  {
    address: /^\/non-compete\/new$/,
    roles: ['hr', 'hr_lead', 'legal'],
    draw: () => <NewAgreement />,
  },
  {
    address: /^\/non-compete\/([^/]+)$/,
    roles: ['hr', 'hr_lead', 'legal'],
    draw: ([id = ''], me) => <AgreementPage key={id} id={id} me={me} />,
  },
];

/** The page about one thing that this address names, if the reader may open it. */
export function detailPage(hash: string, me: MeView): ReactNode {
  for (const { address, roles, draw } of DETAILS) {
    const [found, ...ids] = address.exec(hash) ?? [];
    if (found !== undefined && (roles === undefined || hasRole(me, roles))) return draw(ids, me);
  }
  return null;
}
