import { useRef, useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import type { AgreementBody, RoleClass } from '../../../server/contract/non-compete.ts';
import { goTo } from '../../parts/hash.ts';
import { fenOf } from '../../parts/money.ts';
import { useTable } from '../../texts/language.tsx';
import { consoleNonCompeteTexts } from '../../texts/screens/console-non-compete.ts';
import { ActionPanel, Choice } from '../parts/action-panel.tsx';
import { deskApi } from '../desk-api.ts';
import { HiddenTitle } from '../parts/hidden-title.tsx';
import { Field } from '../parts/field.tsx';
import { useAct } from '../parts/use-act.ts';

const classes: readonly RoleClass[] = [
  'senior_manager',
  'senior_technical',
  'confidentiality_duty',
  'ordinary',
];
const EMPTY = {
  employeeNo: '',
  signedDay: '',
  endedDay: '',
  secret: '',
  basis: '',
  scope: '',
  area: '',
  term: '12',
  monthly: '',
  average: '',
  minimum: '',
  payDay: '10',
};
type Draft = typeof EMPTY;

/** Puts an agreement on record as it was signed; whether it may be watched is judged afterwards. */
export function NewAgreement() {
  const texts = useTable(consoleNonCompeteTexts);
  const [draft, setDraft] = useState<Draft>(EMPTY);
  const [roleClass, setRoleClass] = useState<RoleClass>();
  const [secretKind, setSecretKind] = useState<'technical' | 'business'>('business');
  const id = useRef(uuidv7());
  const act = useAct(() => Promise.resolve());
  const body = roleClass && bodyOf(draft, { id: id.current, roleClass, secretKind });
  const submit = () =>
    act(async () => {
      if (!body) return;
      const made = await deskApi.addAgreement(body);
      goTo(`/non-compete/${made.id}`);
    });
  const field = (name: keyof Draft, label: string, type: 'text' | 'date' | 'number' = 'text') => (
    <Field
      label={label}
      type={type}
      value={draft[name]}
      max={500}
      onChange={(value) => setDraft({ ...draft, [name]: value })}
    />
  );
  return (
    <>
      <HiddenTitle title={texts.add} />
      <ActionPanel title={texts.add} button={texts.save} ready={body !== undefined} onSubmit={submit}>
        {field('employeeNo', texts.employeeNo)}
        <Choice
          label={texts.role}
          options={classes.map((value) => ({ value, label: texts.roleClass[value] }))}
          value={roleClass}
          onChange={setRoleClass}
        />
        {field('signedDay', texts.signed, 'date')}
        {field('endedDay', texts.ended, 'date')}
        {field('secret', texts.secret)}
        <Choice
          label={texts.secret}
          options={(['business', 'technical'] as const).map((value) => ({
            value,
            label: texts.secretKind[value],
          }))}
          value={secretKind}
          onChange={setSecretKind}
        />
        {field('basis', texts.secretBasis)}
        {field('scope', texts.scope)}
        {field('area', texts.area)}
        {field('term', texts.term, 'number')}
        {field('monthly', texts.monthly)}
        {field('average', texts.average)}
        {field('minimum', texts.minimum)}
        {field('payDay', texts.payDay, 'number')}
      </ActionPanel>
    </>
  );
}

/** The body, once everything that must be said is. */
function bodyOf(
  draft: Draft,
  chosen: { id: string; roleClass: RoleClass; secretKind: 'technical' | 'business' },
): AgreementBody | undefined {
  const { id, roleClass, secretKind } = chosen;
  const [monthlyFen, averageWageFen, minimumWageFen] = [draft.monthly, draft.average, draft.minimum].map(
    fenOf,
  );
  const isSaid = [draft.employeeNo, draft.scope, draft.area].every((value) => value.trim() !== '');
  if (monthlyFen === undefined || averageWageFen === undefined || minimumWageFen === undefined || !isSaid)
    return undefined;
  const hasSecret = draft.secret.trim() !== '' && draft.basis.trim() !== '';
  return {
    id,
    employeeNo: draft.employeeNo.trim(),
    ...(draft.signedDay !== '' && { signedDay: draft.signedDay }),
    ...(draft.endedDay !== '' && { endedDay: draft.endedDay }),
    roleClass,
    secrets: hasSecret ? [{ name: draft.secret.trim(), kind: secretKind, basis: draft.basis.trim() }] : [],
    scope: draft.scope.trim(),
    area: draft.area.trim(),
    termMonths: Number(draft.term),
    monthlyFen,
    averageWageFen,
    minimumWageFen,
    payDay: Number(draft.payDay),
  };
}
