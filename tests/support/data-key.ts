/** What tests seal under, in whatever process they write. */
export const TEST_DATA_KEY = Buffer.alloc(32, 7);
