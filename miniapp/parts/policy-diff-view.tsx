import type { PolicyDiff } from '../../server/contract/policy.ts';

type Words = Readonly<{
  changed: string;
  added: string;
  removed: string;
  unchanged: (count: number) => string;
}>;

/** What changed between two versions, sentence by sentence; what stayed the same is only counted. */
export function PolicyDiffView({ diff, words }: { diff: PolicyDiff; words: Words }) {
  const changed = diff.sections.filter(({ change }) => change !== 'same');
  const same = diff.sections.length - changed.length;
  return (
    <div className="mq-diff">
      {changed.map(({ title, change, lines }) => (
        <section key={title}>
          <h3>
            {title} <small>{change === 'same' ? '' : words[change]}</small>
          </h3>
          {lines.map(({ op, text }, index) => {
            const line = text.replace(/^[-*]\s+/, '· ').replace(/^#+\s+/, '');
            if (op === 'add') return <ins key={index}>{line}</ins>;
            return op === 'remove' ? <del key={index}>{line}</del> : <p key={index}>{line}</p>;
          })}
        </section>
      ))}
      {same > 0 && <p className="mq-muted">{words.unchanged(same)}</p>}
    </div>
  );
}
