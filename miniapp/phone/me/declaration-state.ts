import type { DeclarationView } from '../../../server/contract/views.ts';

type Words = Readonly<{
  status: Readonly<Record<DeclarationView['status'], string>>;
  isOver: string;
  renew: string;
}>;

/** Where a side job stands: one whose last day is over is no longer called approved. */
export const stateOf = (
  { status, isExpired }: Pick<DeclarationView, 'status' | 'isExpired'>,
  words: Pick<Words, 'status' | 'isOver'>,
): string => (isExpired ? words.isOver : words.status[status]);

/** What the person is asked once it is over: nothing where a renewal is asked for or held. */
export const askedOf = (
  { isExpired, renewedById }: Pick<DeclarationView, 'isExpired' | 'renewedById'>,
  { renew }: Pick<Words, 'renew'>,
): string | undefined => (isExpired && renewedById === undefined ? renew : undefined);
