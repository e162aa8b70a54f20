import type { ReactNode } from 'react';
import type { MeView } from '../../server/contract/views.ts';
import { consoleRuleTexts } from '../texts/screens/console-rules.ts';
import { useTable } from '../texts/language.tsx';
import { AssessmentPage } from './assessments.tsx';
import { DeclarationPage } from './declaration.tsx';
import { DeclarationRegisterPage } from './declaration-register.tsx';
import { DetectorSwitchPage } from './detector-switches.tsx';
import { PolicyDiffPage, PolicyReadPage } from './policy-diff.tsx';
import { PolicyEditor } from './policy-editor.tsx';
import { PolicyPage } from './policy.tsx';

const OVERSEERS: readonly string[] = ['hr', 'hr_lead', 'legal', 'admin', 'staff_rep', 'auditor'];
const KEEPERS: readonly string[] = ['hr', 'hr_lead', 'area_manager'];
const isOneOf = ({ roles }: MeView, wanted: readonly string[]): boolean =>
  roles.some((role) => wanted.includes(role));

/** Links to the screens about rules that this person may open. */
export function RuleLinks({ me }: { me: MeView }) {
  const { links } = useTable(consoleRuleTexts);
  const shown = [
    ...(isOneOf(me, OVERSEERS) ? (['policy', 'assessments', 'detectors'] as const) : []),
    ...(isOneOf(me, KEEPERS) ? (['declarations'] as const) : []),
  ];
  return shown.map((name) => (
    <a key={name} className="mq-top-link" href={`#/${name}`}>
      {links[name]}
    </a>
  ));
}

/** The screen of a hash, when it is one about rules and this person may open it. */
export function rulePageOf(hash: string, me: MeView): ReactNode | null {
  const isOverseer = isOneOf(me, OVERSEERS);
  const isKeeper = isOneOf(me, KEEPERS);
  if (isOverseer && hash === '/policy') return <PolicyPage />;
  if (isOverseer && hash === '/policy/edit') return <PolicyEditor />;
  const [, from, to] = /^\/policy\/diff\/([\w.-]+)\/([\w.-]+)$/.exec(hash) ?? [];
  if (isOverseer && from && to) return <PolicyDiffPage from={from} to={to} />;
  const [, version] = /^\/policy\/read\/([\w.-]+)$/.exec(hash) ?? [];
  if (isOverseer && version) return <PolicyReadPage version={version} />;
  if (isOverseer && hash === '/assessments') return <AssessmentPage />;
  if (isOverseer && hash === '/detectors') return <DetectorSwitchPage />;
  if (isKeeper && hash === '/declarations')
    return <DeclarationRegisterPage mayChange={me.roles.includes('hr_lead')} />;
  // Whoever is asked in the chat comes here from the approval.
  const [, id] = /^\/declarations\/([\w-]+)$/.exec(hash) ?? [];
  return id ? <DeclarationPage key={id} id={id} /> : null;
}
