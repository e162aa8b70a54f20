import { useState } from 'react';
import type { Geocoded, GeocodeReply, MapService } from '../../../server/contract/map-service.ts';
import { describeFault } from '../../parts/fault.ts';
import { mapServiceApi } from '../../map-service-api.ts';
import { useTable, useTexts } from '../../texts/language.tsx';
import { mapServiceTexts, type MapServiceTexts } from '../../texts/screens/map-service.ts';
import { Field } from '../parts/field.tsx';
import { BusyButton } from '../parts/busy-button.tsx';

const ADDRESS_MIN = 4;
type Props = Readonly<{
  service: MapService;
  onFound?: (found: Geocoded) => void;
  onSearched?: () => Promise<void>;
}>;

/** Asks the map service where an address is, and says how sure it is of it. */
export function AddressSearch({ service, onFound, onSearched }: Props) {
  const texts = useTable(mapServiceTexts);
  const words = useTexts();
  const [address, setAddress] = useState('');
  const [said, setSaid] = useState<string[]>([]);
  const [busy, setBusy] = useState(false);
  const search = async (): Promise<void> => {
    setBusy(true);
    const reply = await mapServiceApi.geocode({ address: address.trim() }).catch((error: unknown) => {
      setSaid([describeFault(error, words)]);
      return null;
    });
    setBusy(false);
    if (!reply) return;
    setSaid(linesOf(reply, texts));
    if ('found' in reply) onFound?.(reply.found);
    await onSearched?.();
  };
  return (
    <div className="mq-action">
      <Field label={texts.geocode.address} value={address} max={80} onChange={setAddress} />
      <span className="mq-muted">{texts.geocode.hint(texts.services[service])}</span>
      <BusyButton
        size="small"
        busy={busy}
        disabled={address.trim().length < ADDRESS_MIN}
        onClick={() => void search()}
      >
        {texts.geocode.ask}
      </BusyButton>
      <div role="status">
        {said.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
    </div>
  );
}

function linesOf(reply: GeocodeReply, { geocode, faults }: MapServiceTexts): string[] {
  if ('fault' in reply) return [faults[reply.fault]];
  const { label = '', level, precision, errorM, center } = reply.found;
  return [
    geocode.found(label, level),
    `${center.lng.toFixed(6)}, ${center.lat.toFixed(6)} (${reply.found.datum.toUpperCase()})`,
    geocode.precision[precision] + (errorM === undefined ? '' : geocode.error(errorM)),
  ];
}
