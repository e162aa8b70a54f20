import { signIn, type Visitor } from '../../server/journey/visitor.ts';

export type { Answer, Visitor } from '../../server/journey/visitor.ts';

/** Follows the sign-in redirects between app and tenant as one browser. */
export const createVisitor = (input: {
  appUrl: string;
  sandboxUrl: string;
  employeeNo: string;
}): Promise<Visitor> => signIn(input.appUrl, input.sandboxUrl, input.employeeNo);
