import { Button } from 'antd-mobile';
import { useState } from 'react';
import type { PackView } from '../../../server/contract/evidence-pack.ts';
import { serverOffsetMs } from '../../api.ts';
import { useFormat } from '../../parts/format.tsx';
import { useLoad } from '../../parts/use-load.ts';
import { useTable } from '../../texts/language.tsx';
import { consoleLettersTexts } from '../../texts/screens/console-letters.ts';
import { isReason, Note } from '../parts/action-panel.tsx';
import { Failed } from '../parts/failed.tsx';
import { LegalForm } from './legal-form.tsx';
import { Panel, Tag } from '../parts/panel.tsx';
import { sanctionApi } from './sanction-api.ts';

const PURPOSE_MAX = 1000;

/** Evidence that leaves the house: asked for with a purpose, consented to by a second person, then fetched (trust R8). */
export function PacksPanel({ caseId }: { caseId: string }) {
  const texts = useTable(consoleLettersTexts);
  const [purpose, setPurpose] = useState('');
  const loaded = useLoad(() => sanctionApi.packs(caseId), caseId);
  if (loaded.error !== undefined) return <Failed error={loaded.error} onRetry={() => void loaded.reload()} />;
  const packs = loaded.data?.packs ?? [];
  return (
    <Panel title={texts.packs}>
      <div className="mq-action">
        <p className="mq-muted">{texts.packsHint}</p>
        {packs.map((pack) => (
          <Pack key={pack.id} pack={pack} />
        ))}
        <details className="mq-fold-step">
          <summary>{texts.packAsk}</summary>
          <LegalForm
            title={texts.packAsk}
            button={texts.packAsk}
            ready={isReason(purpose)}
            submit={() => sanctionApi.askPack(caseId, purpose.trim())}
            onDone={async () => {
              setPurpose('');
              await loaded.reload();
            }}
          >
            <Note label={texts.packPurpose} value={purpose} max={PURPOSE_MAX} onChange={setPurpose} />
            <div>
              <Button size="mini" onClick={() => setPurpose(texts.packTemplate)}>
                {texts.fill}
              </Button>
            </div>
          </LegalForm>
        </details>
      </div>
    </Panel>
  );
}

function Pack({ pack }: { pack: PackView }) {
  const texts = useTable(consoleLettersTexts);
  const format = useFormat();
  const { id, status, own, untilAt, purpose, askedBy, askedAt, decidedBy, comment, given } = pack;
  const isOpen =
    status === 'approved' &&
    untilAt !== undefined &&
    Date.parse(untilAt) > Date.now() + (serverOffsetMs() ?? 0);
  return (
    <section className="mq-letter" aria-label={`${texts.packs} ${format.dateTime(askedAt)}`}>
      <p>
        <Tag tone={status === 'approved' ? 'granted' : 'open'}>{texts.packStatus[status]}</Tag>{' '}
        <span className="mq-muted">
          {askedBy} · {format.dateTime(askedAt)}
        </span>
      </p>
      <p className="mq-quote">{purpose}</p>
      {decidedBy !== undefined && (
        <p>{comment !== undefined && comment !== '' ? format.named(decidedBy, comment) : decidedBy}</p>
      )}
      {status === 'approved' && untilAt !== undefined && (
        <p className="mq-muted">{isOpen ? texts.packUntil(format.dateTime(untilAt)) : texts.packOver}</p>
      )}
      {own && isOpen && (
        <p>
          <a href={sanctionApi.packUrl(id)}>{texts.packGet}</a>
        </p>
      )}
      {given.length > 0 && <p className="mq-muted">{texts.packGiven(given.length)}</p>}
    </section>
  );
}
