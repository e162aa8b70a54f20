/** Seven groups of seven bits hold every integer a segment may contain (|n| < 2^48); a longer one is corrupt. */
const MAX_BYTES = 7;
const LIMIT = 2 ** 48;

/** Grows while signed integers are appended as zig-zag varints (small magnitudes take one byte). */
export class ByteWriter {
  private bytes = new Uint8Array(1024);
  private length = 0;

  byte(value: number): void {
    if (this.length === this.bytes.length) {
      const larger = new Uint8Array(this.bytes.length * 2);
      larger.set(this.bytes);
      this.bytes = larger;
    }
    this.bytes[this.length++] = value;
  }

  int(value: number): void {
    if (!Number.isInteger(value) || Math.abs(value) >= LIMIT) throw new RangeError(`cannot encode ${value}`);
    let rest = value >= 0 ? value * 2 : -value * 2 - 1;
    while (rest >= 128) {
      this.byte((rest % 128) + 128);
      rest = Math.floor(rest / 128);
    }
    this.byte(rest);
  }

  finish(): Uint8Array {
    return this.bytes.slice(0, this.length);
  }
}

/** Reads what ByteWriter wrote; throws RangeError on anything else. */
export class ByteReader {
  private at = 0;
  private readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  byte(): number {
    const value = this.bytes[this.at++];
    if (value === undefined) throw new RangeError('segment ends too early');
    return value;
  }

  int(): number {
    let rest = 0;
    for (let n = 0, scale = 1; n < MAX_BYTES + 1; n++, scale *= 128) {
      const byte = this.byte();
      rest += (byte % 128) * scale;
      if (byte < 128) return rest % 2 === 0 ? rest / 2 : -(rest + 1) / 2;
    }
    throw new RangeError('integer too long');
  }

  expectEnd(): void {
    if (this.at !== this.bytes.length) throw new RangeError('bytes after the end of the segment');
  }
}
