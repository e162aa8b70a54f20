import type { Role } from '../contract/person.ts';
import { forbidden } from '../errors.ts';
import type { Person } from '../store/people.ts';

/** Only for people with one of these roles. */
export function requireRole(person: Person, roles: readonly Role[]): void {
  if (!person.roles.some((role) => roles.includes(role))) throw forbidden('not_your_role');
}
