import { useLoad } from '../../parts/use-load.ts';
import { useTable } from '../../texts/language.tsx';
import { systemTexts } from '../../texts/screens/console-system.ts';
import { CompanyProfilePanel } from './company-profile.tsx';
import { Failed } from '../parts/failed.tsx';
import { Loading, Panel } from '../parts/panel.tsx';
import { SettingGroupPanel } from './setting-group.tsx';
import { systemApi } from './system-api.ts';

/** Who the company is in its letters, what it sets about its procedure, and what nobody may set. */
export function SettingsPage() {
  const texts = useTable(systemTexts).settings;
  const profile = useLoad(() => systemApi.profile(), 'company-profile');
  const settings = useLoad(() => systemApi.settings(), 'settings');
  const error = profile.error ?? settings.error;
  if (error !== undefined)
    return <Failed error={error} onRetry={() => void Promise.all([profile.reload(), settings.reload()])} />;
  if (!profile.data || !settings.data) return <Loading />;
  const { mayEdit, groups } = settings.data;
  return (
    <>
      <header className="mq-head">
        <h1>{texts.title}</h1>
        <p className="mq-muted">{mayEdit ? texts.intro : texts.readOnly}</p>
      </header>
      <div className="mq-columns">
        <div className="mq-column">
          <CompanyProfilePanel
            key={JSON.stringify(profile.data.profile)}
            view={profile.data}
            reload={profile.reload}
          />
          <Panel title={texts.fixed.title}>
            <p className="mq-muted">{texts.fixed.intro}</p>
            <ul className="mq-evidence">
              {texts.fixed.rules.map((rule) => (
                <li key={rule}>{rule}</li>
              ))}
            </ul>
            <p>
              {texts.elsewhere} <a href="#/policy">{texts.ladder}</a> ·{' '}
              <a href="#/declarations">{texts.sideJobs}</a> ·{' '}
              <a href="#/non-compete/competitors">{texts.matching}</a>
            </p>
          </Panel>
        </div>
        <div className="mq-column">
          {groups.map((group) => (
            <SettingGroupPanel
              key={`${group.group}:${JSON.stringify(group.fields)}`}
              stored={group}
              mayEdit={mayEdit}
              reload={settings.reload}
            />
          ))}
        </div>
      </div>
    </>
  );
}
