import { Button } from 'antd-mobile';
import { useState } from 'react';
import type { MessageTestBody, SetupCheck, SetupItem, SetupState } from '../../../server/contract/setup.ts';
import { useFormat } from '../../parts/format.tsx';
import { useLoad } from '../../parts/use-load.ts';
import { useTable } from '../../texts/language.tsx';
import { setupTexts } from '../../texts/screens/console-setup.ts';
import { Failed } from '../parts/failed.tsx';
import { LineField } from '../parts/line-field.tsx';
import { Loading, Panel, Tag } from '../parts/panel.tsx';
import { SourceFailing } from './source-failing.tsx';
import { systemApi } from './system-api.ts';
import { useSave } from '../parts/use-save.ts';

const GROUPS = {
  machine: ['store', 'queue', 'clock', 'public_url', 'secret_key', 'backups', 'taken_back'],
  platform: ['feishu', 'events', 'contacts', 'org_mapping', 'engagements', 'approvals', 'attendance'],
  systems: ['messages', 'webhooks', 'sources', 'api_keys', 'maps'],
  records: ['own_stores', 'customers', 'competitors', 'zones'],
  rules: ['policy', 'assessment', 'duty', 'regions'],
} as const satisfies Record<string, readonly SetupItem[]>;
const GROUP_NAMES = ['machine', 'platform', 'systems', 'records', 'rules'] as const;
const TONES: Readonly<Record<SetupState, string>> = {
  ok: 'granted',
  missing: 'overdue',
  failing: 'overdue',
  untested: 'soon',
  not_used: '',
};
/** Pages where something is put right. */
const PAGES: Readonly<Partial<Record<SetupItem, string>>> = {
  webhooks: '/webhooks',
  sources: '/sources',
  api_keys: '/keys',
  own_stores: '/keys',
  customers: '/keys',
  policy: '/policy',
  assessment: '/assessments',
  regions: '/rollouts',
};

/** Not used, and nothing to be done about it. */
const SAYS_ENOUGH: ReadonlySet<SetupItem> = new Set(['secret_key', 'webhooks', 'sources']);

/** What is connected, what is missing, and a test where a real one can be made. */
export function SetupPage() {
  const texts = useTable(setupTexts);
  const loaded = useLoad(() => systemApi.setup(), 'setup');
  const { data } = loaded;
  if (loaded.error !== undefined) return <Failed error={loaded.error} onRetry={() => void loaded.reload()} />;
  if (!data) return <Loading />;
  const of = (state: SetupState): number => data.checks.filter((one) => one.state === state).length;
  return (
    <>
      <header className="mq-head">
        <h1>{texts.title}</h1>
        <p className="mq-reminder">{texts.intro}</p>
        <p role="status">{texts.summary(of('missing'), of('failing'), of('untested'))}</p>
        <Button size="small" onClick={() => void loaded.reload()}>
          {texts.refresh}
        </Button>
      </header>
      <div className="mq-column">
        {GROUP_NAMES.map((group) => (
          <Panel key={group} title={texts.groups[group]}>
            <ul className="mq-checklist">
              {GROUPS[group].map((item) => {
                const check = data.checks.find((one) => one.item === item);
                return (
                  check && <Row key={item} check={check} mayTest={data.mayTest} reload={loaded.reload} />
                );
              })}
            </ul>
          </Panel>
        ))}
      </div>
    </>
  );
}

type RowProps = { check: SetupCheck; mayTest: boolean; reload: () => Promise<void> };

function Row({ check: { item, state, count, at, why, sources = [], test }, mayTest, reload }: RowProps) {
  const texts = useTable(setupTexts);
  const format = useFormat();
  const act = useSave(reload);
  const { title, todo } = texts.items[item];
  const page = PAGES[item];
  const facts = [
    count !== undefined && texts.count(count),
    at !== undefined && (item === 'taken_back' ? texts.again : texts.at)(format.dateTime(at)),
    why !== undefined && texts.why(why),
  ].filter((fact) => typeof fact === 'string');
  return (
    <li>
      <Tag tone={TONES[state]}>{texts.states[state]}</Tag>
      <div>
        {title} {facts.length > 0 && <span className="mq-muted">{facts.join(' · ')}</span>}
        {sources.map((failing) => (
          <SourceFailing key={failing.name} failing={failing} name={failing.name} />
        ))}
        {state !== 'ok' && !(state === 'not_used' && SAYS_ENOUGH.has(item)) && (
          <div className="mq-muted">
            {todo}{' '}
            {page !== undefined && (
              <a href={`#${page}`} aria-label={`${texts.go}: ${title}`}>
                {texts.go}
              </a>
            )}
          </div>
        )}
        {test === 'message' && mayTest && <MessageTest reload={reload} />}
        {test !== undefined && test !== 'message' && mayTest && (
          <div>
            <Button size="mini" onClick={() => void act(() => systemApi.testSetup(test))}>
              {texts.tests[test]}
            </Button>
          </div>
        )}
      </div>
    </li>
  );
}

const CHANNELS: readonly MessageTestBody['channel'][] = ['sms', 'email'];

/** Who is written to is said each time: a test goes to nobody by itself. */
function MessageTest({ reload }: { reload: () => Promise<void> }) {
  const texts = useTable(setupTexts);
  const [channel, setChannel] = useState<MessageTestBody['channel']>('sms');
  const [to, setTo] = useState('');
  const act = useSave(reload);
  return (
    <div className="mq-action">
      <fieldset className="mq-plain-set">
        <legend>{texts.channel}</legend>
        {CHANNELS.map((one) => (
          <label key={one} className="mq-check">
            <input type="radio" checked={channel === one} onChange={() => setChannel(one)} />
            <span>{texts.channels[one]}</span>
          </label>
        ))}
      </fieldset>
      <LineField label={texts.to} value={to} max={200} onChange={setTo} />
      <div>
        <Button
          size="mini"
          disabled={to.trim().length < 3}
          onClick={() => void act(() => systemApi.testSetup('message', { channel, to: to.trim() }))}
        >
          {texts.tests.message}
        </Button>
      </div>
    </div>
  );
}
