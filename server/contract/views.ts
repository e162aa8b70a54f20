/** Every reply body of the API, one file per screen. */
export * from './view-today.ts';
export * from './view-alert.ts';
export * from './view-case.ts';
export * from './view-report.ts';
export * from './view-my-data.ts';
export * from './view-error.ts';
export * from './view-sanction.ts';
export * from './declaration.ts';
export * from './flexible.ts';
export * from './assessment.ts';
export * from './view-tuning.ts';
export * from './policy.ts';
