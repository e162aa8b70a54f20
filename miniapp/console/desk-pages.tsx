import type { ReactNode } from 'react';
import type { MeView } from '../../server/contract/views.ts';
import { useTable } from '../texts/language.tsx';
import { consoleLettersTexts } from '../texts/screens/console-letters.ts';
import { consoleLeadTexts } from '../texts/screens/console-leads.ts';
import { consoleLeaverTexts } from '../texts/screens/console-leavers.ts';
import { consoleNonCompeteTexts } from '../texts/screens/console-non-compete.ts';
import { AgreementPage } from './agreement.tsx';
import { Competitors } from './competitors.tsx';
import { Executions } from './executions.tsx';
import { LeadPage } from './lead.tsx';
import { LeadTable } from './leads.tsx';
import { Leavers } from './leavers.tsx';
import { NewAgreement } from './new-agreement.tsx';
import { NonCompeteTable } from './non-compete.tsx';

const has = ({ roles }: MeView, ...wanted: string[]): boolean => roles.some((role) => wanted.includes(role));

/** The page of leads, leavers, non-compete or executions that this address names, if the reader may open it. */
export function deskPage(hash: string, me: MeView): ReactNode {
  const [, noun = '', id = ''] = /^\/(leads|leavers|non-compete|executions)(?:\/([^/]+))?$/.exec(hash) ?? [];
  if (noun === 'leads' && has(me, 'hr', 'hr_lead'))
    return id === '' ? <LeadTable /> : <LeadPage key={id} id={id} />;
  if (noun === 'leavers' && has(me, 'hr', 'hr_lead'))
    return <Leavers key={id} employeeNo={decodeURIComponent(id)} />;
  if (noun === 'executions' && has(me, 'hr_lead')) return <Executions />;
  if (noun !== 'non-compete' || !has(me, 'hr', 'hr_lead', 'legal', 'staff_rep')) return null;
  if (id === 'competitors') return <Competitors />;
  if (!has(me, 'hr', 'hr_lead', 'legal')) return null;
  if (id === 'new') return <NewAgreement />;
  return id === '' ? <NonCompeteTable /> : <AgreementPage key={id} id={id} me={me} />;
}

/** Links to those pages in the top line. */
export function DeskLinks({ me }: { me: MeView }) {
  const leads = useTable(consoleLeadTexts);
  const leavers = useTable(consoleLeaverTexts);
  const nonCompete = useTable(consoleNonCompeteTexts);
  const executions = useTable(consoleLettersTexts).executions;
  const isHr = has(me, 'hr', 'hr_lead');
  const links = [
    ...(isHr ? [{ to: '/leads', text: leads.link }] : []),
    ...(isHr || has(me, 'legal') ? [{ to: '/non-compete', text: nonCompete.link }] : []),
    ...(isHr ? [{ to: '/leavers', text: leavers.link }] : []),
    ...(has(me, 'hr_lead') ? [{ to: '/executions', text: executions.link }] : []),
    ...(has(me, 'staff_rep') ? [{ to: '/non-compete/competitors', text: nonCompete.competitors }] : []),
  ];
  return (
    <>
      {links.map(({ to, text }) => (
        <a key={to} className="mq-top-link" href={`#${to}`}>
          {text}
        </a>
      ))}
    </>
  );
}
