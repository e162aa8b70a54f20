import { Button } from 'antd-mobile';
import { useEffect, useRef, useState } from 'react';
import type { AssessmentBody } from '../../../server/contract/views.ts';
import { consoleRegisterTexts } from '../../texts/screens/console-register.ts';
import { useTable } from '../../texts/language.tsx';
import { Choice, Note } from '../parts/action-panel.tsx';
import { useDetectorName } from './detector-switches.tsx';
import { LineField } from '../parts/line-field.tsx';
import { Panel } from '../parts/panel.tsx';

const notes = ['processing', 'lawfulness', 'impact', 'measures'] as const;
const risks = ['low', 'medium', 'high'] as const;
type FormProps = {
  heading: string;
  start: AssessmentBody;
  all: readonly string[];
  onSave: (body: AssessmentBody) => Promise<void>;
  onCancel: () => void;
};

/** The content art. 56 asks for, started from a text or from what was there. */
export function AssessmentForm({ heading, start, all, onSave, onCancel }: FormProps) {
  const { assessments: texts } = useTable(consoleRegisterTexts);
  const nameOf = useDetectorName();
  const [body, setBody] = useState(start);
  const box = useRef<HTMLDivElement>(null);
  // It opens above a list: who pressed a button far below it is brought to its first field.
  useEffect(() => box.current?.querySelector('input')?.focus(), []);
  const set = (part: Partial<AssessmentBody>): void => setBody((before) => ({ ...before, ...part }));
  const toggle = (name: string): void => {
    const { detectors } = body;
    set({
      detectors: detectors.includes(name) ? detectors.filter((one) => one !== name) : [...detectors, name],
    });
  };
  return (
    <Panel title={heading}>
      <div ref={box} className="mq-action">
        <LineField
          label={texts.names.title}
          value={body.title}
          max={120}
          onChange={(title) => set({ title })}
        />
        {notes.map((name) => (
          <Note
            key={name}
            label={texts.names[name]}
            value={body[name]}
            max={5000}
            rows={6}
            onChange={(text) => set({ [name]: text })}
          />
        ))}
        <Choice
          label={texts.risk}
          options={risks.map((value) => ({ value, label: texts.risks[value] }))}
          value={body.residualRisk}
          onChange={(residualRisk) => set({ residualRisk })}
        />
        <LineField
          label={texts.names.consulted}
          value={body.consulted}
          max={500}
          onChange={(consulted) => set({ consulted })}
        />
        <div className="mq-form-pairs">
          {(['heldDay', 'reviewDay'] as const).map((name) => (
            <LineField
              key={name}
              type="date"
              label={texts.names[name]}
              value={body[name]}
              onChange={(day) => set({ [name]: day })}
            />
          ))}
        </div>
        <p>{texts.detectors}</p>
        <div className="mq-checks">
          {all.map((name) => (
            <label key={name}>
              <input type="checkbox" checked={body.detectors.includes(name)} onChange={() => toggle(name)} />
              {nameOf(name)}
            </label>
          ))}
        </div>
        <div className="mq-reason-foot">
          <Button color="primary" onClick={() => void onSave(body)}>
            {texts.save}
          </Button>
          <Button onClick={onCancel}>{texts.cancel}</Button>
        </div>
      </div>
    </Panel>
  );
}
