import { z } from 'zod';

/** What a list's reply says when there is more of it: the `after` of the next page. Absent: the list is whole. */
export const NextSchema = z.string().optional();
