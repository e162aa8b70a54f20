import type { Stage } from './stage.ts';

/** A written story of the product: played through API and chat, each step told, each consequence checked. */
export type Story = Readonly<{
  title: string;
  /** 'YYYY-MM-DD HH:mm' in Shanghai: when the company is three weeks old. */
  startsAt: string;
  play: (stage: Stage) => Promise<void>;
}>;
