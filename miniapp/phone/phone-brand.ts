/** Makers whose phones close pages early, by the words their models carry in the browser's name for itself. */
const BRANDS: readonly (readonly [string, RegExp])[] = [
  ['honor', /honor|\b(?:PGT|BVL|REA|MAA|FRI|ANY|ELI)-AN/i],
  ['huawei', /huawei|harmonyos|\b(?:ALN|BRA|NOH|JAD|LYA|VOG|ANA|OCE|MNA|HBN)-(?:AL|AN|TL)/i],
  ['xiaomi', /xiaomi|redmi|\bmi \d|\bM2\d{3}|\b2[1-5]\d{4,}[A-Z]\d?[A-Z]/i],
  ['oppo', /oppo|oneplus|realme|\bP[A-Z]{2}[A-Z]\d0|\bRMX\d/i],
  ['vivo', /vivo|iqoo|\bV2\d{3}[A-Z]/i],
  ['apple', /iphone/i],
];

/** Which maker's advice to show first; nothing where the phone does not say. */
export function brandOf(userAgent: string): string | undefined {
  return BRANDS.find(([, words]) => words.test(userAgent))?.[0];
}
