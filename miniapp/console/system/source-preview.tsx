import type { PullPreview } from '../../../server/contract/pull-source-view.ts';
import { useTable } from '../../texts/language.tsx';
import { sourceTexts } from '../../texts/screens/console-sources.ts';
import { Scroll, TableHead, Tag } from '../parts/panel.tsx';

/** What would become of the first page, before anything is stored. */
export function SourcePreview({ preview }: { preview: PullPreview }) {
  const texts = useTable(sourceTexts);
  const { fault, count, hasNext, rows } = preview;
  return (
    <section aria-label={texts.preview} role="status">
      <h3 className="mq-pilot-title">{texts.preview}</h3>
      {fault ? (
        <p className="mq-warn">
          {texts.faults.say(texts.faults.of[fault.code].why, fault.status)} ·{' '}
          {texts.faults.of[fault.code].todo}
        </p>
      ) : (
        <>
          <p>{texts.previewed(count, rows.length, hasNext)}</p>
          {count === 0 && <p className="mq-note">{texts.nothingYet}</p>}
        </>
      )}
      {rows.length > 0 && (
        <Scroll label={texts.preview}>
          <table className="mq-table mq-preview">
            <TableHead columns={Object.values(texts.previewColumns)} />
            <tbody>
              {rows.map(({ row, externalId, record, isVoid, faults, notices }) => (
                <tr key={row}>
                  <td>{row}</td>
                  <td>{externalId}</td>
                  <td>
                    <Tag tone={faults.length > 0 ? 'overdue' : isVoid ? '' : 'granted'}>
                      {faults.length > 0 ? texts.refused : isVoid ? texts.takenBack : texts.taken}
                    </Tag>
                    {[...faults, ...notices].map(({ field, reason }) => (
                      <div key={`${field} ${reason}`}>
                        <code>{field}</code> {reason}
                      </div>
                    ))}
                  </td>
                  <td>
                    <code className="mq-secret">{record}</code>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </section>
  );
}
