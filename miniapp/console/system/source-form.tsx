import { Button } from 'antd-mobile';
import { useState } from 'react';
import {
  PullSourceBodySchema,
  SinceFormatSchema,
  type PullSourceBody,
} from '../../../server/contract/pull-source.ts';
import { type PullKindFields, type PullPreview } from '../../../server/contract/pull-source-view.ts';
import { RecordKindSchema } from '../../../server/contract/records.ts';
import { describeFault } from '../../parts/fault.ts';
import { useLanguage, useTable, useTexts } from '../../texts/language.tsx';
import { sourceTexts } from '../../texts/screens/console-sources.ts';
import { Choose } from '../parts/choose.tsx';
import { LineField } from '../parts/line-field.tsx';
import { SourceAccess } from './source-access.tsx';
import { blankFields, bodyOf, lacksSecret, type SourceDraft } from './source-draft.ts';
import { SourceFields } from './source-fields.tsx';
import { SourceGone } from './source-gone.tsx';
import { SourcePaging } from './source-paging.tsx';
import { SourcePreview } from './source-preview.tsx';
import { systemApi } from './system-api.ts';

type Props = {
  start: SourceDraft;
  known: PullKindFields;
  /** The source whose secret is kept. */
  id?: string;
  button: string;
  onSave: (body: PullSourceBody) => Promise<boolean>;
  onCancel?: () => void;
};

/** Where from, how, what becomes what, and how often; a try shows it before it is stored. */
export function SourceForm({ start, known, id, button, onSave, onCancel }: Props) {
  const texts = useTable(sourceTexts);
  const words = useTexts();
  const { language } = useLanguage();
  const [draft, setDraft] = useState(start);
  const [preview, setPreview] = useState<PullPreview>();
  const [fault, setFault] = useState<string>();
  // What was said of a try is over as soon as something else would be tried.
  const put = (change: Partial<SourceDraft>): void => {
    setDraft({ ...draft, ...change });
    setFault(undefined);
    if (preview?.fault) setPreview(undefined);
  };
  const isTable = draft.auth === 'feishu';
  const parsed = PullSourceBodySchema.safeParse(bodyOf(draft));
  const lacks = [
    ...new Set([
      ...(parsed.error?.issues.map(({ path }) => String(path[0])) ?? []),
      ...(lacksSecret(draft, id === undefined ? undefined : start) ? ['secret'] : []),
    ]),
  ];
  const tryIt = async (): Promise<void> => {
    if (!parsed.success) return;
    setPreview(undefined);
    setFault(undefined);
    await systemApi
      .trySource({ ...parsed.data, language, ...(id !== undefined && { id }) })
      .then(setPreview, (error: unknown) => setFault(describeFault(error, words)));
  };
  return (
    <div className="mq-action">
      <LineField label={texts.name} value={draft.name} max={60} onChange={(name) => put({ name })} />
      <Choose
        label={texts.kind}
        value={draft.kind}
        options={RecordKindSchema.options}
        words={texts.kinds}
        onChange={(kind) => put({ kind, fields: blankFields(known, kind) })}
      />
      <SourceAccess draft={draft} put={put} isKept={id !== undefined} />
      <LineField
        label={isTable ? texts.tableLink : texts.url}
        value={draft.url}
        max={1_000}
        onChange={(url) => put({ url })}
      />
      <span className="mq-muted">{isTable ? texts.tableHint : texts.urlHint}</span>
      {!isTable && (
        <>
          <SourcePaging draft={draft} put={put} />
          <LineField
            label={texts.rowsPath}
            value={draft.rowsPath}
            max={200}
            onChange={(rowsPath) => put({ rowsPath })}
          />
        </>
      )}
      <LineField
        label={texts.fromDay}
        type="date"
        value={draft.fromDay}
        onChange={(fromDay) => put({ fromDay })}
      />
      {!isTable && (
        <Choose
          label={texts.since}
          value={draft.since}
          options={SinceFormatSchema.options}
          words={texts.sinces}
          onChange={(since) => put({ since })}
        />
      )}
      <LineField
        label={texts.everyMin}
        type="number"
        value={draft.everyMin}
        onChange={(everyMin) => put({ everyMin })}
      />
      <LineField
        label={texts.quietFrom}
        value={draft.quietFrom}
        max={5}
        onChange={(quietFrom) => put({ quietFrom })}
      />
      <LineField
        label={texts.quietTo}
        value={draft.quietTo}
        max={5}
        onChange={(quietTo) => put({ quietTo })}
      />
      <SourceFields
        kind={draft.kind}
        known={known}
        fields={draft.fields}
        paths={preview?.paths ?? []}
        onChange={(fields) => put({ fields })}
      />
      <SourceGone draft={draft} put={put} />
      {lacks.length > 0 && (
        <p className="mq-muted" role="status">
          {texts.lacks(
            lacks.map((name) => (isTable && texts.tableLacking[name]) || texts.lacking[name] || name),
          )}
        </p>
      )}
      {fault !== undefined && (
        <p className="mq-warn" role="alert">
          {fault}
        </p>
      )}
      {preview && <SourcePreview preview={preview} />}
      <div className="mq-reason-foot">
        <Button size="small" disabled={lacks.length > 0} onClick={() => void tryIt()}>
          {texts.try}
        </Button>
        <Button
          size="small"
          color="primary"
          disabled={lacks.length > 0}
          onClick={() => {
            if (parsed.success) void onSave(parsed.data);
          }}
        >
          {button}
        </Button>
        {onCancel && (
          <Button size="small" onClick={onCancel}>
            {texts.cancel}
          </Button>
        )}
      </div>
    </div>
  );
}
