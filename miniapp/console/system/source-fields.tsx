import { useId } from 'react';
import type { PullKindFields, PullPreview } from '../../../server/contract/pull-source-view.ts';
import type { RecordKind } from '../../../server/contract/records.ts';
import { useLanguage, useTable } from '../../texts/language.tsx';
import { sourceTexts } from '../../texts/screens/console-sources.ts';
import { Scroll, TableHead } from '../parts/panel.tsx';
import type { DraftField } from './source-draft.ts';

const READS = ['as_is', 'time', 'day', 'yuan', 'constant'] as const;
type Props = {
  kind: RecordKind;
  known: PullKindFields;
  fields: readonly DraftField[];
  /** What a row of theirs holds, once one was seen. */
  paths: PullPreview['paths'];
  onChange: (fields: DraftField[]) => void;
};

/** Which field of ours comes from where in a row of theirs, and how it is read. */
export function SourceFields({ kind, known, fields, paths, onChange }: Props) {
  const texts = useTable(sourceTexts);
  const { language } = useLanguage();
  const listId = useId();
  const titleOf = (field: string): string =>
    known[kind]?.find((one) => one.field === field)?.[language] ?? field;
  const put = (field: string, change: Partial<DraftField>): void =>
    onChange(fields.map((one) => (one.field === field ? { ...one, ...change } : one)));
  return (
    <>
      <p className="mq-muted">{texts.fieldsHint}</p>
      <Scroll label={texts.fields}>
        <datalist id={listId}>
          {paths.map(({ path, value }) => (
            <option key={path} value={path}>
              {value}
            </option>
          ))}
        </datalist>
        <table className="mq-table mq-mapping">
          <TableHead columns={Object.values(texts.fieldColumns)} />
          <tbody>
            {fields.map(({ field, from, read, values }) => (
              <tr key={field}>
                <th scope="row">{titleOf(field)}</th>
                <td>
                  <input
                    className="mq-input"
                    aria-label={`${titleOf(field)} ${texts.fieldColumns.from}`}
                    list={listId}
                    placeholder={texts.fieldColumns.from}
                    maxLength={200}
                    value={from}
                    onChange={(event) => put(field, { from: event.target.value })}
                  />
                </td>
                <td>
                  <select
                    className="mq-input"
                    aria-label={`${titleOf(field)} ${texts.fieldColumns.read}`}
                    value={read}
                    onChange={(event) =>
                      put(field, { read: READS.find((one) => one === event.target.value) ?? 'as_is' })
                    }
                  >
                    {READS.map((one) => (
                      <option key={one} value={one}>
                        {texts.reads[one]}
                      </option>
                    ))}
                  </select>
                </td>
                <td>
                  <input
                    className="mq-input"
                    aria-label={`${titleOf(field)} ${texts.fieldColumns.values}`}
                    maxLength={2_000}
                    disabled={read === 'constant'}
                    placeholder={field === 'purpose' ? texts.valuesExample : texts.fieldColumns.values}
                    value={values}
                    onChange={(event) => put(field, { values: event.target.value })}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </>
  );
}
