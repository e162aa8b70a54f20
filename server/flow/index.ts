/** The path as a table of contents, one stage a line: ingest → clean → store → detect → alert → card → case → decision → report. */
export { ingestFixes } from './ingest.ts';
export { takePunches } from './punch.ts';
export { takePhoto } from './photo.ts';
export { detectNightly, detectPerson } from './detect.ts';
export { raiseAlerts } from './alert.ts';
export { publishAlert, publishDue } from './alert-publish.ts';
export { sendDigests } from './alert-digest.ts';
export { buildCards } from './card.ts';
export { handleCardAction } from './card-action.ts';
export { contactCase, explainCase, talkCase, verifyCase } from './case.ts';
export { askUnmask } from './unmask.ts';
export { decideCase, executeByHand, proposePenalty } from './decision.ts';
export { monthlyReport } from './report.ts';
export { declareSideJob } from './declare.ts';
export { handleEvents } from './event.ts';
export { relay } from './relay.ts';
export { sweep } from './sweep.ts';
