import { Button, Toast } from 'antd-mobile';
import { useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import type { RuleList, RuleNode, RuleView } from '../../../server/contract/custom-rule.ts';
import type { MeView } from '../../../server/contract/views.ts';
import { describeFault } from '../../parts/fault.ts';
import { goTo } from '../../parts/hash.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useFormat } from '../../parts/format.tsx';
import { useLanguage, useTable, useTexts } from '../../texts/language.tsx';
import { ruleTexts } from '../../texts/screens/custom-rules.ts';
import { tuningApi } from '../../tuning-api.ts';
import { isReason, Note } from '../parts/action-panel.tsx';
import { Failed } from '../parts/failed.tsx';
import { Loading, Panel, Tag } from '../parts/panel.tsx';
import { RuleForm } from './rule-form.tsx';
import './tuning.css';

const AUTHORS: ReadonlySet<string> = new Set(['hr', 'hr_lead', 'staff_rep']);
const TEST_DAYS = 14;

/** The company's own rules: written, tested on history, put into force by somebody else. */
export function RulesPage({ me }: { me: MeView }) {
  const texts = useTable(ruleTexts);
  const shared = useTexts();
  const loaded = useLoad(() => tuningApi.rules(), 'rules');
  const [edited, setEdited] = useState<RuleView | 'new' | null>(null);
  if (loaded.error !== undefined) return <Failed error={loaded.error} onRetry={() => void loaded.reload()} />;
  if (!loaded.data) return <Loading />;
  const { rules, assessments } = loaded.data;
  const isAuthor = me.roles.some((role) => AUTHORS.has(role));
  const act = (work: Promise<RuleList>): Promise<void> =>
    work
      .then(
        () => setEdited(null),
        (error: unknown) => {
          Toast.show(describeFault(error, shared));
        },
      )
      .then(loaded.reload);
  return (
    <Panel title={texts.title}>
      <p className="mq-muted">{texts.intro}</p>
      {assessments.length === 0 && <p className="mq-warn">{texts.noPia}</p>}
      {rules.length === 0 && <p>{texts.none}</p>}
      {rules.map((rule) => (
        <Rule key={rule.id} rule={rule} isAuthor={isAuthor} onEdit={() => setEdited(rule)} act={act} />
      ))}
      {isAuthor && edited === null && (
        <Button color="primary" onClick={() => setEdited('new')}>
          {texts.add}
        </Button>
      )}
      {edited !== null && (
        <RuleForm
          rule={edited === 'new' ? null : edited}
          assessments={assessments}
          onCancel={() => setEdited(null)}
          onSave={(id, body) => act(tuningApi.saveRule(id, body))}
        />
      )}
    </Panel>
  );
}

type RuleProps = {
  rule: RuleView;
  isAuthor: boolean;
  onEdit: () => void;
  act: (work: Promise<RuleList>) => Promise<void>;
};

function Rule({ rule, isAuthor, onEdit, act }: RuleProps) {
  const format = useFormat();
  const { language } = useLanguage();
  const texts = useTable(ruleTexts);
  const { id, version, status, test } = rule;
  const runTest = async (): Promise<void> => {
    const replayId = uuidv7();
    await act(tuningApi.testRule(id, { id: replayId, version, days: TEST_DAYS }));
    goTo(`/tuning/replays/${replayId}`);
  };
  return (
    <article className="mq-item" aria-label={rule.title[language]}>
      <div className="mq-line-up">
        <strong>{rule.title[language]}</strong>
        <Tag tone={status === 'enabled' ? 'calm' : ''}>{texts.status[status]}</Tag>
        <span className="mq-muted">
          v{version} · {texts.severity[rule.severity]} ·{' '}
          {format.list(rule.staffKinds.map((kind) => texts.staff[kind]))}
        </span>
      </div>
      <p>
        <Conditions node={rule.conditions} />
      </p>
      <p className="mq-muted">
        {texts.by(rule.by)}
        {status === 'enabled' && rule.enabledBy !== undefined && ` · ${texts.enabledBy(rule.enabledBy)}`}
        {status === 'enabled' && rule.fromDay !== undefined && ` · ${texts.from(rule.fromDay)}`}
        {!rule.isAssessed && ` · ${texts.notAssessed}`}
      </p>
      <div className="mq-line-up">
        {isAuthor && status !== 'enabled' && (
          <>
            <Button size="small" onClick={onEdit}>
              {texts.edit}
            </Button>
            <Button size="small" onClick={() => void runTest()}>
              {texts.test}
            </Button>
          </>
        )}
        {test && (
          <a href={`#/tuning/replays/${test.replayId}`}>
            {test.status === 'done' ? texts.seeTest : texts.testing}
          </a>
        )}
      </div>
      {(rule.mayEnable || rule.mayDisable) && <Switch rule={rule} act={act} />}
    </article>
  );
}

function Switch({ rule, act }: Pick<RuleProps, 'rule' | 'act'>) {
  const texts = useTable(ruleTexts);
  const [reason, setReason] = useState('');
  const to = rule.mayEnable ? 'enable' : 'disable';
  return (
    <div className="mq-action">
      <Note label={texts.reason} value={reason} max={1000} rows={2} onChange={setReason} />
      <Button
        size="small"
        color={to === 'enable' ? 'primary' : 'danger'}
        disabled={!isReason(reason)}
        onClick={() => void act(tuningApi.switchRule(rule.id, to, { version: rule.version, reason }))}
      >
        {texts[to]}
      </Button>
    </div>
  );
}

/** The rule in words. */
function Conditions({ node }: { node: RuleNode }) {
  const format = useFormat();
  const texts = useTable(ruleTexts);
  const unitOf = (fact: string): string => {
    const [, unit] = /(Min|Km|Pct)$/.exec(fact) ?? [];
    return unit === undefined ? '' : (texts.units[unit] ?? '');
  };
  const say = (one: RuleNode): string => {
    if ('fact' in one)
      return `${texts.fact[one.fact] ?? one.fact} ${texts.operator[one.operator]} ${one.value}${unitOf(one.fact)}`;
    const [join, nodes] = 'all' in one ? [texts.join.all, one.all] : [texts.join.any, one.any];
    return nodes.length === 1 && nodes[0]
      ? say(nodes[0])
      : texts.joined(join, format.clauses(nodes.map(say)));
  };
  return <>{say(node)}</>;
}
