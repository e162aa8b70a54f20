/** As many may go without a word: people delete a few rows a day. */
const FEW = 10;
/** And no larger part of the list: more is a broken export as often as a clean-up. */
const MOST_PART = 1 / 5;

/** Whether a person has to say so before `going` of the `all` records that a source has brought are taken back at once. */
export const mustBeAsked = (going: number, all: number): boolean => going > FEW && going > all * MOST_PART;

/** How a pull went, as far as it matters for what it did not name. */
type Whole = Readonly<{ isBroken?: boolean; isBlind?: boolean; named: number }>;

/** Whether what a pull did not name is gone: it read the whole list in one go, knows every row's id, and there were any. */
export const tellsWhatIsGone = ({ isBroken = false, isBlind = false, named }: Whole): boolean =>
  !isBroken && !isBlind && named > 0;
