import type { Whose } from '../../../server/contract/asked.ts';

/** Name, number and region of whose request it is; nothing on the own one. */
export const whoseText = ({ person }: { person?: Whose | undefined }): string | undefined =>
  person && [person.name, person.employeeNo, person.regionName].filter(Boolean).join(' · ');
