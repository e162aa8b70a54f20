import { Button } from 'antd-mobile';
import { useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import type { RuleBody, RuleComparison, RuleList, RuleView } from '../../../server/contract/custom-rule.ts';
import { useTable } from '../../texts/language.tsx';
import { ruleTexts } from '../../texts/screens/custom-rules.ts';
import { Choose, Words } from '../parts/choose.tsx';
import { Comparison } from './comparison.tsx';
import { Panel } from '../parts/panel.tsx';

type RuleFormProps = {
  rule: RuleView | null;
  assessments: RuleList['assessments'];
  onCancel: () => void;
  onSave: (id: string, body: RuleBody) => Promise<void>;
};
const STAFF = ['promoter', 'rep', 'rider'] as const;
const FIRST: RuleComparison = { fact: 'unknownMin', operator: 'greaterThan', value: 60 };
const MAX_ROWS = 12;

/** One group of comparisons with a name, a message in both languages, for whom, and the assessment that allows it. */
export function RuleForm({ rule, assessments, onCancel, onSave }: RuleFormProps) {
  const texts = useTable(ruleTexts);
  const [id] = useState(() => rule?.id ?? uuidv7());
  const [body, setBody] = useState<RuleBody>(() => bodyOf(rule, assessments));
  const rows = flatRows(body);
  const set = (change: Partial<RuleBody>): void => setBody({ ...body, ...change });
  const join = 'all' in body.conditions ? 'all' : 'any';
  const setRows = (next: readonly RuleComparison[], by: 'all' | 'any' = join): void =>
    set({ conditions: by === 'all' ? { all: next } : { any: next } });
  const isReady = [...Object.values(body.title), ...Object.values(body.message), body.piaId].every(
    (text) => text.trim().length >= 2,
  );
  if (!rows) return <p className="mq-warn">{texts.nested}</p>;
  return (
    <Panel title={rule ? texts.edit : texts.add}>
      <div className="mq-inputs">
        <Words
          label={texts.fields.titleZh}
          value={body.title.zh}
          onChange={(zh) => set({ title: { ...body.title, zh } })}
        />
        <Words
          label={texts.fields.titleEn}
          value={body.title.en}
          onChange={(en) => set({ title: { ...body.title, en } })}
        />
        <Words
          label={texts.fields.messageZh}
          value={body.message.zh}
          onChange={(zh) => set({ message: { ...body.message, zh } })}
        />
        <Words
          label={texts.fields.messageEn}
          value={body.message.en}
          onChange={(en) => set({ message: { ...body.message, en } })}
        />
        <Choose
          label={texts.fields.severity}
          value={body.severity}
          options={['low', 'medium']}
          words={texts.severity}
          onChange={(severity) => set({ severity })}
        />
        <Choose
          label={texts.fields.pia}
          value={body.piaId}
          options={[...new Set([body.piaId, ...assessments.map((one) => one.id)])]}
          words={Object.fromEntries(assessments.map(({ id: pia, title }) => [pia, title]))}
          onChange={(piaId) => set({ piaId })}
        />
        <Choose
          label={texts.fields.join}
          value={join}
          options={['all', 'any']}
          words={texts.join}
          onChange={(by) => setRows(rows, by)}
        />
      </div>
      <div className="mq-line-up" role="group" aria-label={texts.fields.staff}>
        {texts.fields.staff}
        {STAFF.map((kind) => (
          <label key={kind} className="mq-tick">
            <input
              type="checkbox"
              checked={body.staffKinds.includes(kind)}
              onChange={() => set({ staffKinds: toggled(body.staffKinds, kind) })}
            />
            {texts.staff[kind]}
          </label>
        ))}
      </div>
      <h3>{texts.fields.conditions}</h3>
      {rows.map((row, at) => (
        <Comparison
          key={at}
          row={row}
          onChange={(next) => setRows(rows.with(at, next))}
          {...(rows.length > 1 && { onRemove: () => setRows(rows.toSpliced(at, 1)) })}
        />
      ))}
      <div className="mq-line-up">
        <Button size="small" disabled={rows.length >= MAX_ROWS} onClick={() => setRows([...rows, FIRST])}>
          {texts.addComparison}
        </Button>
        <Button size="small" color="primary" disabled={!isReady} onClick={() => void onSave(id, body)}>
          {texts.save}
        </Button>
        <Button size="small" onClick={onCancel}>
          {texts.cancel}
        </Button>
      </div>
    </Panel>
  );
}

function bodyOf(rule: RuleView | null, assessments: RuleList['assessments']): RuleBody {
  if (!rule)
    return {
      version: 0,
      title: { zh: '', en: '' },
      message: { zh: '', en: '' },
      severity: 'low',
      staffKinds: [...STAFF],
      conditions: { all: [FIRST] },
      piaId: assessments[0]?.id ?? '',
    };
  const { version, title, message, severity, staffKinds, conditions, piaId } = rule;
  return { version, title, message, severity, staffKinds, conditions, piaId };
}

/** The comparisons of one group; null where groups stand in groups. */
function flatRows({ conditions }: RuleBody): RuleComparison[] | null {
  const nodes = 'all' in conditions ? conditions.all : conditions.any;
  const rows = nodes.flatMap((node) => ('fact' in node ? [node] : []));
  return rows.length === nodes.length ? rows : null;
}

function toggled<T>(list: readonly T[], one: T): T[] {
  const left = list.filter((other) => other !== one);
  if (left.length === list.length) return [...list, one];
  return left.length === 0 ? [...list] : left;
}
