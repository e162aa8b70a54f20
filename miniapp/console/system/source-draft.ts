import { needsSecret, type PullAuth } from '../../../server/contract/pull-auth.ts';
import type {
  Paging,
  PullField,
  PullRead,
  PullSourceBody,
  SinceFormat,
} from '../../../server/contract/pull-source.ts';
import type { PullKindFields, PullSourceView } from '../../../server/contract/pull-source-view.ts';
import type { RecordKind } from '../../../server/contract/records.ts';

export type DraftField = { field: string; from: string; read: PullRead | 'constant'; values: string };
/** A source while it is filled in: everything as people write it. */
export type SourceDraft = {
  name: string;
  kind: RecordKind;
  url: string;
  paging: Paging['kind'];
  first: 0 | 1;
  size: string;
  next: string;
  rowsPath: string;
  auth: PullAuth['kind'];
  who: string;
  tokenUrl: string;
  scope: string;
  secret: string;
  fields: DraftField[];
  since: SinceFormat;
  fromDay: string;
  everyMin: string;
  quietFrom: string;
  quietTo: string;
  /** Which field of theirs says that a row is void, and by which words. */
  voidFrom: string;
  voidValues: string;
  /** Every pull brings all there is. */
  isWhole: boolean;
};

const SEPARATORS = /[;；\n]/;
const TIMES: readonly string[] = ['startAt', 'endAt', 'at'];
const readOf = (field: string): DraftField['read'] => {
  if (TIMES.includes(field)) return 'time';
  if (field === 'day') return 'day';
  if (field === 'datum') return 'constant';
  return field === 'amountFen' ? 'yuan' : 'as_is';
};

export const blankFields = (known: PullKindFields, kind: RecordKind): DraftField[] =>
  (known[kind] ?? []).map(({ field }) => ({ field, from: '', read: readOf(field), values: '' }));

export const newDraft = (known: PullKindFields): SourceDraft => ({
  name: '',
  kind: 'visits',
  url: '',
  paging: 'none',
  first: 1,
  size: '',
  next: '',
  rowsPath: '',
  auth: 'bearer',
  who: '',
  tokenUrl: '',
  scope: '',
  secret: '',
  fields: blankFields(known, 'visits'),
  since: 'iso',
  fromDay: '',
  everyMin: '60',
  quietFrom: '',
  quietTo: '',
  voidFrom: '',
  voidValues: '',
  isWhole: false,
});

/** Another place to take from. A row of a table has an id without a column, so that it can be tried before the columns are known. */
export function takenFrom(draft: SourceDraft, auth: SourceDraft['auth']): Partial<SourceDraft> {
  if (auth !== 'feishu') return { auth, ...(draft.auth === 'feishu' && { isWhole: false }) };
  const fields = draft.fields.map((one) =>
    one.field === 'externalId' && one.from === '' ? { ...one, from: 'record_id' } : one,
  );
  return { auth, fields, isWhole: true };
}

/** A stored source to be changed; its secret is not known here. */
export function draftOf(view: PullSourceView, known: PullKindFields): SourceDraft {
  const { paging, auth, quiet } = view;
  return {
    ...newDraft(known),
    name: view.name,
    kind: view.kind,
    url: view.url,
    paging: paging.kind,
    ...(paging.kind === 'page' && { first: paging.first === 0 ? 0 : 1, size: String(paging.size ?? '') }),
    ...('path' in paging && { next: paging.path }),
    rowsPath: view.rowsPath,
    auth: auth.kind,
    ...(auth.kind === 'header' && { who: auth.name }),
    ...(auth.kind === 'basic' && { who: auth.user }),
    ...(auth.kind === 'oauth2' && { who: auth.clientId, tokenUrl: auth.tokenUrl, scope: auth.scope ?? '' }),
    fields: blankFields(known, view.kind).map((blank) => {
      const found = view.fields.find(({ field }) => field === blank.field);
      return found ? draftField(found) : blank;
    }),
    since: view.since,
    fromDay: view.fromDay ?? '',
    everyMin: String(view.everyMin),
    quietFrom: quiet?.from ?? '',
    quietTo: quiet?.to ?? '',
    isWhole: view.isWhole ?? false,
    voidFrom: view.voidWhen?.from ?? '',
    voidValues: (view.voidWhen?.values ?? []).join('; '),
  };
}

function draftField(one: PullField): DraftField {
  if ('constant' in one) return { field: one.field, from: one.constant, read: 'constant', values: '' };
  const values = (one.values ?? []).map(({ theirs, ours }) => `${theirs}=${ours}`).join('; ');
  return { field: one.field, from: one.from, read: one.read, values };
}

/** What is sent: the schema of the door says whether it is good. */
export function bodyOf(draft: SourceDraft): PullSourceBody {
  const { quietFrom, quietTo } = draft;
  return {
    name: draft.name.trim(),
    kind: draft.kind,
    url: draft.url.trim(),
    paging: pagingOf(draft),
    rowsPath: draft.auth === 'feishu' ? '' : draft.rowsPath.trim(),
    auth: authOf(draft),
    ...(draft.secret !== '' && needsSecret({ kind: draft.auth }) && { secret: draft.secret }),
    fields: draft.fields.filter(({ from }) => from.trim() !== '').map(fieldOf),
    since: draft.since,
    ...(draft.fromDay !== '' && { fromDay: draft.fromDay }),
    everyMin: Number(draft.everyMin),
    ...(quietFrom !== '' && quietTo !== '' && { quiet: { from: quietFrom, to: quietTo } }),
    ...voidWhenOf(draft),
    ...(draft.isWhole && mayBeWhole(draft) && { isWhole: true }),
  };
}

/** Whether a secret has to be written: the kept one of `before` goes only to where it was given for. */
export function lacksSecret(draft: SourceDraft, before: SourceDraft | undefined): boolean {
  if (!needsSecret({ kind: draft.auth }) || draft.secret.trim() !== '') return false;
  const isSame =
    before?.auth === draft.auth &&
    originOf(before.url) === originOf(draft.url) &&
    (draft.auth !== 'oauth2' || originOf(before.tokenUrl) === originOf(draft.tokenUrl));
  return !isSame;
}

const originOf = (url: string): string => /^https?:\/\/[^/?#]*/i.exec(url.trim())?.[0].toLowerCase() ?? '';

function pagingOf({ auth, paging, first, size, next }: SourceDraft): Paging {
  if (paging === 'none' || auth === 'feishu') return { kind: 'none' };
  if (paging === 'page') return { kind: 'page', first, ...(size !== '' && { size: Number(size) }) };
  return { kind: paging, path: next.trim() };
}

function authOf({ auth, who, tokenUrl, scope }: SourceDraft): PullAuth {
  const name = who.trim();
  if (auth === 'header') return { kind: 'header', name };
  if (auth === 'basic') return { kind: 'basic', user: name };
  if (auth !== 'oauth2') return { kind: auth };
  return {
    kind: 'oauth2',
    tokenUrl: tokenUrl.trim(),
    clientId: name,
    ...(scope.trim() !== '' && { scope: scope.trim() }),
  };
}

/** Only a source that is asked for everything each time. */
export const mayBeWhole = ({ auth, url }: Pick<SourceDraft, 'auth' | 'url'>): boolean =>
  auth === 'feishu' || !url.includes('{since}');

/** Half of it is sent too, so that it is refused and not forgotten. */
function voidWhenOf({ voidFrom, voidValues }: SourceDraft): Pick<PullSourceBody, 'voidWhen'> {
  const values = wordsOf(voidValues);
  return voidFrom.trim() === '' && values.length === 0 ? {} : { voidWhen: { from: voidFrom.trim(), values } };
}

const wordsOf = (text: string): string[] =>
  text
    .split(SEPARATORS)
    .map((word) => word.trim())
    .filter((word) => word !== '');

function fieldOf({ field, from, read, values }: DraftField): PullField {
  if (read === 'constant') return { field, constant: from.trim() };
  const pairs = values.split(SEPARATORS).flatMap((pair) => {
    const [theirs = '', ours = ''] = pair.split('=').map((word) => word.trim());
    return theirs !== '' && ours !== '' ? [{ theirs, ours }] : [];
  });
  return { field, from: from.trim(), read, ...(pairs.length > 0 && { values: pairs }) };
}
