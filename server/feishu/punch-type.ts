/**
 * How the platform says a punch came about: 0 own tap, 5 attendance terminal, 6 quick punch; the others were entered by an administrator
 * (1), corrected later (2), made by the system (3, 4) or imported (7). Source: document of attendance `user_flow`.
 */
const BY_PERSON: ReadonlySet<number> = new Set([0, 5, 6]);

/** Whether the person made it; not when the platform does not say. */
export const isByPerson = (type: number | undefined): boolean => type !== undefined && BY_PERSON.has(type);
