import { Button, Toast } from 'antd-mobile';
import { useEffect, useState } from 'react';
import { askSure } from '../../parts/ask-sure.ts';
import { useCell } from '../../parts/use-cell.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useLanguage, useTable, useTexts } from '../../texts/language.tsx';
import { leadTexts } from '../../texts/screens/lead.ts';
import { Page } from '../page.tsx';
import { RowList } from '../row-list.tsx';
import { useSession } from '../session.ts';
import { countUnsent, signOut } from './sign-out.ts';

/** Who may send a lead about somebody else; everybody may use the public form. */
/** Who confirms punches: the store's manager, or the region's where there is none. */
const CONFIRM_ROLES: ReadonlySet<string> = new Set(['store_manager', 'area_manager']);
const LEAD_ROLES: ReadonlySet<string> = new Set(['store_manager', 'area_manager', 'hr', 'hr_lead']);

/** Everything the company holds about me, and what I can change. */
export function Me() {
  const texts = useTexts();
  const { me: words } = texts.phone;
  const { me, today } = useSession();
  const view = useCell(today);
  const leads = useTable(leadTexts);
  const toConfirm = { key: 'confirm', title: words.confirm, extra: view?.toConfirm, to: '/to-confirm' };
  return (
    <Page title={words.title} tab>
      <header className="mq-hello">
        <div>
          <strong>{me.name}</strong>
          <span>
            {words.employeeNo(me.employeeNo)} · {me.roles.map((role) => texts.words.role[role]).join(' / ')}
          </span>
        </div>
      </header>
      <RowList
        rows={[
          { key: 'calendar', title: words.calendar, to: '/my/calendar' },
          { key: 'visits', title: words.visits, to: '/visits' },
          { key: 'reads', title: words.reads, to: '/my/reads' },
          { key: 'alerts', title: words.alerts, to: '/my/alerts' },
          { key: 'cases', title: words.cases, to: '/my/cases' },
          { key: 'requests', title: words.requests, to: '/my/requests' },
        ]}
      />
      <RowList
        rows={[
          { key: 'consents', title: words.consents, to: '/consents' },
          { key: 'rules', title: words.rules, to: '/rules' },
          { key: 'declarations', title: words.declarations, to: '/declarations' },
          { key: 'flexible', title: words.flexible, to: '/flexible-shifts' },
          ...(me.roles.some((role) => CONFIRM_ROLES.has(role)) ? [toConfirm] : []),
          ...(me.roles.some((role) => LEAD_ROLES.has(role))
            ? [{ key: 'leads', title: leads.row, to: '/leads' }]
            : []),
        ]}
      />
      <ThisPhone />
    </Page>
  );
}

function ThisPhone() {
  const { language, texts, setLanguage } = useLanguage();
  const { me: words, today } = texts.phone;
  const session = useSession();
  const queue = useCell(session.queue);
  const { data: unsent, look } = useLoad(() => countUnsent(session), 'unsent');
  useEffect(() => void look(), [queue, look]);
  const [busy, setBusy] = useState(false);
  const leave = async (): Promise<void> => {
    setBusy(true);
    const sure = { confirmText: words.signOut, cancelText: texts.back };
    const end = await signOut(session, (left) => askSure({ content: words.signOutUnsent(left), ...sure }));
    if (end === 'gone') return location.assign('/auth/login?to=/h5/');
    if (end === 'offline') Toast.show({ content: words.signOutOffline, duration: 5000 });
    setBusy(false);
  };
  const otherLanguage = (
    <Button size="small" onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')}>
      {texts.language}
    </Button>
  );
  return (
    <>
      <RowList
        rows={[
          {
            key: 'phone',
            title: words.installs,
            extra: unsent === 0 ? today.synced : unsent && today.queued(unsent),
          },
          { key: 'diagnostics', title: words.diagnostics, to: '/diagnostics' },
          { key: 'language', title: words.language, extra: otherLanguage },
        ]}
      />
      <div className="mq-foot">
        <Button block loading={busy} onClick={() => void leave()}>
          {words.signOut}
        </Button>
      </div>
    </>
  );
}
