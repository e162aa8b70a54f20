import type { ImportFault, ImportView } from '../../../server/contract/records.ts';
import { useLanguage, useTable } from '../../texts/language.tsx';
import { importTexts } from '../../texts/screens/console-imports.ts';
import { Scroll, TableHead } from '../parts/panel.tsx';
import { systemApi } from './system-api.ts';

const SHOWN = 20;

/** What became of a file, and what to mend in it. */
export function ImportOutcome({ ended }: { ended: ImportView }) {
  const texts = useTable(importTexts);
  const { language } = useLanguage();
  const { importId, status, why, refused, noticed, faults, notices } = ended;
  return (
    <section aria-label={texts.done} role="status">
      {status === 'failed' ? (
        <p className="mq-warn">{texts.stopped(why ?? '', ended.rows)}</p>
      ) : (
        <h3 className="mq-pilot-title">{texts.done}</h3>
      )}
      <p>{texts.counts(ended)}</p>
      <Rows title={texts.refused} rows={faults} />
      <Rows title={texts.noticed} rows={notices} />
      {refused + noticed > 0 && (
        <p>
          {texts.shown(Math.min(SHOWN, faults.length) + Math.min(SHOWN, notices.length), refused + noticed)}{' '}
          <a href={systemApi.importReportUrl(importId, language)} download>
            {texts.report}
          </a>
        </p>
      )}
    </section>
  );
}

function Rows({ title, rows }: { title: string; rows: readonly ImportFault[] }) {
  const texts = useTable(importTexts);
  if (rows.length === 0) return null;
  return (
    <>
      <h3 className="mq-pilot-title">{title}</h3>
      <Scroll label={title}>
        <table className="mq-table">
          <TableHead columns={Object.values(texts.columns)} />
          <tbody>
            {rows.slice(0, SHOWN).map(({ row, field, reason }, at) => (
              <tr key={at}>
                <td>{row}</td>
                <td>{field}</td>
                <td>{reason}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </>
  );
}
