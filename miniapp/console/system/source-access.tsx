import { needsSecret } from '../../../server/contract/pull-auth.ts';
import { useTable } from '../../texts/language.tsx';
import { sourceTexts } from '../../texts/screens/console-sources.ts';
import { Choose } from '../parts/choose.tsx';
import { LineField } from '../parts/line-field.tsx';
import { SecretField } from '../parts/secret-field.tsx';
import { takenFrom, type SourceDraft } from './source-draft.ts';

const AUTHS = ['bearer', 'header', 'basic', 'oauth2', 'none', 'feishu'] as const;

/** How we say who we are. */
export function SourceAccess({
  draft,
  put,
  isKept,
}: {
  draft: SourceDraft;
  put: (change: Partial<SourceDraft>) => void;
  isKept: boolean;
}) {
  const texts = useTable(sourceTexts);
  const { auth } = draft;
  return (
    <>
      <Choose
        label={texts.auth}
        value={auth}
        options={AUTHS}
        words={texts.auths}
        onChange={(next) => put(takenFrom(draft, next))}
      />
      {(auth === 'header' || auth === 'basic' || auth === 'oauth2') && (
        <LineField label={texts.who[auth]} value={draft.who} max={200} onChange={(who) => put({ who })} />
      )}
      {auth === 'oauth2' && (
        <>
          <LineField
            label={texts.tokenUrl}
            value={draft.tokenUrl}
            max={500}
            onChange={(tokenUrl) => put({ tokenUrl })}
          />
          <LineField label={texts.scope} value={draft.scope} max={300} onChange={(scope) => put({ scope })} />
        </>
      )}
      {needsSecret({ kind: auth }) && (
        <SecretField
          label={isKept ? texts.secretKept : texts.secret}
          value={draft.secret}
          onChange={(secret) => put({ secret })}
        />
      )}
    </>
  );
}
