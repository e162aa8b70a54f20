import { Button, List } from 'antd-mobile';
import { api } from '../api.ts';
import { goTo } from '../parts/hash.ts';
import { useCell } from '../parts/use-cell.ts';
import { useLanguage } from '../texts/language.tsx';
import { Page } from './page.tsx';
import { useSession } from './session.ts';
import { useQueue } from './use-queue.ts';

/** Everything the company holds about me, and what I can change. */
export function Me() {
  const { language, texts, setLanguage } = useLanguage();
  const { me: words } = texts.phone;
  const { me, today } = useSession();
  const view = useCell(today);
  const { waiting } = useQueue();
  const unsent = waiting.fixes + waiting.punches + waiting.photos;
  const signOut = (): void => void api.logout().finally(() => location.assign('/auth/login?to=/h5/'));
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
      <List>
        <List.Item onClick={() => goTo('/my/reads')}>{words.reads}</List.Item>
        <List.Item onClick={() => goTo('/my/alerts')}>{words.alerts}</List.Item>
        <List.Item onClick={() => goTo('/my/cases')}>{words.cases}</List.Item>
      </List>
      <List>
        <List.Item onClick={() => goTo('/consents')}>{words.consents}</List.Item>
        <List.Item onClick={() => goTo('/policy')}>{words.policy}</List.Item>
        <List.Item onClick={() => goTo('/declarations')}>{words.declarations}</List.Item>
        {me.roles.includes('store_manager') && (
          <List.Item extra={view?.toConfirm ?? ''} onClick={() => goTo('/to-confirm')}>
            {words.confirm}
          </List.Item>
        )}
      </List>
      <List>
        <List.Item extra={unsent === 0 ? texts.phone.today.synced : texts.phone.today.queued(unsent)}>
          {words.installs}
        </List.Item>
        <List.Item
          arrowIcon={false}
          extra={
            <Button size="small" onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')}>
              {texts.language}
            </Button>
          }
        >
          {words.language}
        </List.Item>
      </List>
      <div className="mq-foot">
        <Button block onClick={signOut}>
          {words.signOut}
        </Button>
      </div>
    </Page>
  );
}
