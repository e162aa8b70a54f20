import { useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import type { PlaceDetail } from '../../../server/contract/place-desk.ts';
import { PlaceRoleSchema, type PlaceRole } from '../../../server/contract/place.ts';
import type { RegionChoice } from '../../../server/contract/zones.ts';
import { toWgs84 } from '../../parts/geo.ts';
import { goTo } from '../../parts/hash.ts';
import type { DrawnPlace } from '../../parts/place-map.tsx';
import { placeApi } from '../../place-api.ts';
import { useTable, useTexts } from '../../texts/language.tsx';
import { consolePlaceTexts } from '../../texts/screens/console-places.ts';
import { ActionPanel } from '../parts/action-panel.tsx';
import { Choose } from '../parts/choose.tsx';
import { Field } from '../parts/field.tsx';
import { bodyOf, draftOf, NEW_PLACE, spotOf, type PlaceDraft } from './place-draft.ts';
import { PlaceSpot } from './place-spot.tsx';
import { useSave } from '../parts/use-save.ts';

type Props = Readonly<{
  /** Absent: a new one. */
  place?: PlaceDetail;
  regions: readonly RegionChoice[];
  reload: () => Promise<void>;
  onDraft: (draft: PlaceDraft) => void;
}>;

/** What is typed, as it would be drawn; nothing while it has no position. */
export function previewOf(draft: PlaceDraft | undefined): DrawnPlace | undefined {
  const spot = draft?.isMoved ? spotOf(draft) : null;
  if (!draft || !spot) return undefined;
  const { center, datum, radiusM, polygon } = spot;
  return {
    name: draft.name,
    roles: draft.roles,
    center: toWgs84({ ...center, datum }),
    radiusM,
    ...(polygon && { polygon: polygon.map((corner) => toWgs84({ ...corner, datum })) }),
  };
}

/** Puts a new place, or corrects a known one. */
export function PlaceForm({ place, regions, reload, onDraft }: Props) {
  const texts = useTable(consolePlaceTexts);
  const { words } = useTexts();
  const [draft, setDraft] = useState(place ? draftOf(place) : NEW_PLACE);
  const act = useSave(reload);
  const set = (change: Partial<PlaceDraft>): void => {
    const next = { ...draft, ...change };
    setDraft(next);
    onDraft(next);
  };
  const body = bodyOf(draft, place?.seen);
  const submit = async (): Promise<void> => {
    if (!body) return;
    const id = place?.id ?? (draft.id.trim() || `p-${uuidv7()}`);
    if ((await act(() => placeApi.put(id, body))) && !place) goTo(`/places/${id}`);
  };
  const toggle = (role: PlaceRole): void =>
    set({ roles: PlaceRoleSchema.options.filter((one) => (one === role) !== draft.roles.includes(one)) });
  return (
    <ActionPanel
      title={place ? texts.correctTitle : texts.addTitle}
      button={texts.save}
      ready={body !== null}
      onSubmit={submit}
    >
      {!place && (
        <>
          <Field label={texts.newId} value={draft.id} max={64} onChange={(id) => set({ id })} />
          <span className="mq-muted">{texts.idHint}</span>
        </>
      )}
      <Field label={texts.name} value={draft.name} max={80} onChange={(name) => set({ name })} />
      <fieldset className="mq-plain-set">
        <legend>{texts.kinds}</legend>
        <div className="mq-place-kinds">
          {PlaceRoleSchema.options.map((role) => (
            <label key={role} className="mq-check">
              <input type="checkbox" checked={draft.roles.includes(role)} onChange={() => toggle(role)} />
              <span>{words.placeRole[role]}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <div className="mq-form-pairs">
        <Choose
          label={texts.region}
          value={draft.regionId}
          options={['', ...regions.map(({ id }) => id)]}
          words={{ '': texts.noRegion, ...Object.fromEntries(regions.map(({ id, name }) => [id, name])) }}
          onChange={(regionId) => set({ regionId })}
        />
        <Field label={texts.floor} value={draft.floor} max={16} onChange={(floor) => set({ floor })} />
      </div>
      <Field label={texts.wifi} value={draft.wifi} max={1000} onChange={(wifi) => set({ wifi })} />
      {place && (
        <label className="mq-check">
          <input type="checkbox" checked={draft.isMoved} onChange={() => set({ isMoved: !draft.isMoved })} />
          <span>{texts.move}</span>
        </label>
      )}
      {draft.isMoved && <PlaceSpot draft={draft} from={place?.center} onChange={set} />}
      {place && <Field label={texts.why} value={draft.why} onChange={(why) => set({ why })} />}
    </ActionPanel>
  );
}
