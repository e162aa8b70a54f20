/** More than a driver takes between an answer and its next request; to sleep and be woken in between costs both sides. */
const AWAKE_MS = 0.3;
/** A request that came this soon to a process that slept comes within `AWAKE_MS` to one that is awake. */
const SOON_MS = 2 * AWAKE_MS;
/** Waits from one look at whether they pay to the next. */
const LOOK_EVERY = 32;
/** So many of them have to end with a request: 31 do on a machine with a core to spare. */
const LEAST_CAUGHT = 24;
/** Taken off the processor oftener than this between two looks, it keeps others from it: 0 or 1 is usual where a core is free, 15 where none is. */
const MOST_PUT_OFF = 8;
/** Without waiting after a look that says no: twice as long after the next such, half as long after a good one. */
const LEAST_REST_MS = 8;
const LONGEST_REST_MS = 1000;

/**
 * Keeps the process awake for a moment after an answer, for a client that asks one thing after the other: to put it to
 * sleep and wake it takes longer than a point read. Only while that pays, and only in a process that does nothing else.
 */
export class ShortWait {
  #answeredAt = 0;
  #restsUntil = 0;
  #restMs = LEAST_REST_MS;
  #comesSoon = false;
  #isWaiting = false;
  #isAwake = false;
  #waits = 0;
  #caught = 0;
  #putOff = 0;

  /** A request is there. */
  received(): void {
    this.#comesSoon = performance.now() - this.#answeredAt < SOON_MS;
    if (this.#isWaiting) this.#caught += 1;
    this.#isWaiting = false;
  }

  /** An answer is on its way. */
  answered(): void {
    this.#answeredAt = performance.now();
    if (this.#isWaiting || !this.#comesSoon) return;
    if (this.#waits === LOOK_EVERY) this.#look();
    if (this.#answeredAt < this.#restsUntil) return;
    if (this.#waits === 0) this.#putOff = timesPutOff();
    this.#waits += 1;
    this.#isWaiting = true;
    if (this.#isAwake) return;
    this.#isAwake = true;
    setImmediate(this.#goRound);
  }

  /** As long as an immediate is due, the loop looks at the sockets without sleeping. */
  readonly #goRound = (): void => {
    this.#isWaiting &&= performance.now() - this.#answeredAt < AWAKE_MS;
    this.#isAwake = this.#isWaiting;
    if (this.#isAwake) setImmediate(this.#goRound);
  };

  #look(): void {
    const isPaying = this.#caught >= LEAST_CAUGHT && timesPutOff() - this.#putOff <= MOST_PUT_OFF;
    if (!isPaying) this.#restsUntil = this.#answeredAt + this.#restMs;
    this.#restMs = isPaying
      ? Math.max(this.#restMs / 2, LEAST_REST_MS)
      : Math.min(this.#restMs * 2, LONGEST_REST_MS);
    [this.#waits, this.#caught] = [0, 0];
  }
}

/** How often the system took the processor from this process while it had something to do; 0 on Windows. */
function timesPutOff(): number {
  return process.resourceUsage().involuntaryContextSwitches;
}
