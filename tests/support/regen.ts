const asked = process.env['REGEN'] ?? '';

/** Some golden file is made anew; look at each afterwards. */
export const isRegen = asked !== '';

/** Whether the golden file of this name is: `REGEN=1` makes all anew, `REGEN=today,my-day` those two. */
export const isRegenOf = (name: string): boolean => asked === '1' || asked.split(',').includes(name);
