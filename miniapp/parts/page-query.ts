/** The query that asks for the page behind `after`. */
export const pageQuery = (after: string | undefined): string =>
  after === undefined ? '' : `?after=${encodeURIComponent(after)}`;
