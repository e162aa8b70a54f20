import { Button } from 'antd-mobile';
import { useState } from 'react';
import type { ApiKeyList, IssuedApiKey, KeyScope } from '../../../server/contract/api-key.ts';
import { askSure } from '../../parts/ask-sure.ts';
import { useFormat } from '../../parts/format.tsx';
import { useLoad } from '../../parts/use-load.ts';
import { useLanguage, useTable } from '../../texts/language.tsx';
import { systemTexts } from '../../texts/screens/console-system.ts';
import { Failed } from '../parts/failed.tsx';
import { LineField } from '../parts/line-field.tsx';
import { Loading, Panel, TableHead, Tag } from '../parts/panel.tsx';
import { ShownOnce } from '../parts/shown-once.tsx';
import { systemApi } from './system-api.ts';
import { useSave } from '../parts/use-save.ts';

type Key = ApiKeyList['keys'][number];
const SCOPES: readonly KeyScope[] = ['records', 'insurance'];
const NAME = /^[a-z0-9][a-z0-9-]{1,39}$/;

/** Keys of other systems: made and shown once, listed without themselves, ended at once. */
export function KeyPage() {
  const texts = useTable(systemTexts).keys;
  const { language } = useLanguage();
  const loaded = useLoad(() => systemApi.keys(), 'api-keys');
  const [issued, setIssued] = useState<IssuedApiKey>();
  if (loaded.error !== undefined) return <Failed error={loaded.error} onRetry={() => void loaded.reload()} />;
  if (!loaded.data) return <Loading />;
  return (
    <>
      <header className="mq-head">
        <h1>{texts.title}</h1>
        <p className="mq-muted">{texts.intro}</p>
        <p>
          <a href={`/api/docs/?language=${language}`} target="_blank" rel="noreferrer">
            {texts.docs}
          </a>
        </p>
      </header>
      <div className="mq-column">
        {issued && <ShownOnce texts={texts} secret={issued.key} onClose={() => setIssued(undefined)} />}
        <NewKey onIssued={setIssued} reload={loaded.reload} />
        <Panel title={texts.list}>
          {loaded.data.keys.length === 0 ? (
            <p>{texts.none}</p>
          ) : (
            <KeyTable keys={loaded.data.keys} reload={loaded.reload} />
          )}
        </Panel>
      </div>
    </>
  );
}

function NewKey({
  onIssued,
  reload,
}: {
  onIssued: (key: IssuedApiKey) => void;
  reload: () => Promise<void>;
}) {
  const texts = useTable(systemTexts).keys;
  const [name, setName] = useState('');
  const [scope, setScope] = useState<KeyScope>('records');
  const act = useSave(reload);
  const issue = (): Promise<unknown> =>
    act(async () => {
      onIssued(await systemApi.issueKey({ name, scope }));
      setName('');
    });
  return (
    <Panel title={texts.make}>
      <div className="mq-action">
        <LineField label={texts.name} value={name} max={40} onChange={setName} />
        <span className="mq-muted">{texts.nameHint}</span>
        <fieldset className="mq-plain-set">
          <legend>{texts.scope}</legend>
          {SCOPES.map((one) => (
            <label key={one} className="mq-check">
              <input type="radio" name="scope" checked={scope === one} onChange={() => setScope(one)} />
              <span>
                {texts.scopes[one].title} <span className="mq-muted">{texts.scopes[one].hint}</span>
              </span>
            </label>
          ))}
        </fieldset>
        <Button color="primary" size="small" disabled={!NAME.test(name)} onClick={() => void issue()}>
          {texts.make}
        </Button>
      </div>
    </Panel>
  );
}

function KeyTable({ keys, reload }: { keys: readonly Key[]; reload: () => Promise<void> }) {
  const texts = useTable(systemTexts).keys;
  const format = useFormat();
  const act = useSave(reload);
  const revoke = async ({ id, name }: Key): Promise<void> => {
    const isSure = await askSure({
      content: texts.sure(name),
      confirmText: texts.revoke,
      cancelText: texts.cancel,
    });
    if (isSure) await act(() => systemApi.revokeKey(id));
  };
  return (
    <table className="mq-table">
      <TableHead columns={Object.values(texts.columns)} />
      <tbody>
        {keys.map((key) => (
          <tr key={key.id}>
            <td>{key.name}</td>
            <td>{texts.scopes[key.scope].title}</td>
            <td>
              {format.dateTime(key.createdAt)}
              <div className="mq-muted">{key.createdBy ?? texts.bySystem}</div>
            </td>
            <td>{key.lastUsedAt === undefined ? texts.neverUsed : format.dateTime(key.lastUsedAt)}</td>
            <td>
              {key.revokedAt === undefined ? (
                <Button size="mini" color="danger" fill="outline" onClick={() => void revoke(key)}>
                  {texts.revoke}
                </Button>
              ) : (
                <Tag>{texts.revoked(format.dateTime(key.revokedAt))}</Tag>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
