import type { RegionChoice as Region } from '../../../server/contract/zones.ts';
import { useTable } from '../../texts/language.tsx';
import { consoleZoneTexts } from '../../texts/screens/console-zones.ts';
import { Choose } from './choose.tsx';

type Props = Readonly<{ regions: readonly Region[]; region: Region; onChoose: (id: string) => void }>;

/** Which region is shown; its name alone where there is no choice. */
export function RegionChoice({ regions, region, onChoose }: Props) {
  const texts = useTable(consoleZoneTexts);
  const words = Object.fromEntries(regions.map(({ id, name }) => [id, name || texts.noRegion]));
  if (regions.length < 2) return <p className="mq-reminder">{words[region.id]}</p>;
  return (
    <div className="mq-region-choice">
      <Choose
        label={texts.region}
        value={region.id}
        options={regions.map(({ id }) => id)}
        words={words}
        onChange={onChoose}
      />
    </div>
  );
}
