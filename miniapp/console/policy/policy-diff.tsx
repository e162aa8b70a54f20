import { api } from '../../api.ts';
import { Markdown } from '../../parts/markdown.tsx';
import { PolicyDiffView } from '../../parts/policy-diff-view.tsx';
import { useLoad } from '../../parts/use-load.ts';
import { consoleRuleTexts } from '../../texts/screens/console-rules.ts';
import { useLanguage, useTable } from '../../texts/language.tsx';
import { Failed } from '../parts/failed.tsx';
import { HiddenTitle } from '../parts/hidden-title.tsx';
import { Loading, Panel } from '../parts/panel.tsx';

export function PolicyDiffPage({ from, to }: { from: string; to: string }) {
  const { diff: words } = useTable(consoleRuleTexts);
  const loaded = useLoad(() => api.policyDiff(from, to), `${from}:${to}`);
  if (loaded.error !== undefined) return <Failed error={loaded.error} onRetry={() => void loaded.reload()} />;
  if (!loaded.data) return <Loading />;
  return (
    <>
      <Back title={words.title(from, to)} />
      <Panel title={words.title(from, to)}>
        <PolicyDiffView diff={loaded.data} words={words} />
      </Panel>
    </>
  );
}

/** One version as people read it. */
export function PolicyReadPage({ version }: { version: string }) {
  const { language } = useLanguage();
  const loaded = useLoad(() => api.policyVersion(version), version);
  if (loaded.error !== undefined) return <Failed error={loaded.error} onRetry={() => void loaded.reload()} />;
  if (!loaded.data) return <Loading />;
  const { title, body, english } = loaded.data;
  return (
    <>
      <Back title={`${title} ${version}`} />
      <Panel title={title} extra={version}>
        <Markdown body={language === 'en' && english ? english : body} />
      </Panel>
    </>
  );
}

/** The way back, and the page's title which the panel below shows. */
export function Back({ title }: { title: string }) {
  const { diff } = useTable(consoleRuleTexts);
  return (
    <>
      <HiddenTitle title={title} />
      <p>
        <a href="#/policy">‹ {diff.back}</a>
      </p>
    </>
  );
}
