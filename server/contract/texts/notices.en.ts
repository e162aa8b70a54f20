import type { ConsentKind, NoticeWords } from '../consent.ts';

/** The notices in English, for reading; the Chinese words decide. What people answered covers both. */
export const noticesEn: Readonly<Record<ConsentKind, NoticeWords>> = {
  location: {
    title: 'Location in working time',
    what: 'Your position when this app is open within your shift (15 minutes before and after included; breaks and leave excluded): coordinates, error, time, speed, heading and altitude, and the position of a punch or a visit. So that nothing is lost, doubled or mistimed, a random installation number, a sequence number, the phone’s time and the server’s time as the phone last saw it go with it. When you punch or confirm your presence in working time we also check whether the phone’s Wi-Fi is the store’s (only “at the store” is kept, no address), and how long and why positions were missing. The time, kind and note of a punch, the visits you log, starts and ends of work, short breaks, overtime requests and store codes you scan are work records and do not depend on this consent.',
    why: 'To check attendance in the field, to make your own monthly report, and to show where you were when there is a doubt. Without positions, presence in a job without a fixed desk cannot be checked.',
    effect:
      'The system only gives hints “to be verified”; it never punishes, cuts pay or changes attendance by itself. People decide, you see the same data first and can explain. Times without positions count as nothing.',
    retention:
      'Raw positions 60 days, daily figures one year, what belongs to a case until two years after it is closed.',
    viewers:
      'You, at any time. On a hint the area manager sees words and numbers only, never a map; HR in a case sees the 24 hours around it. Every look is recorded, and you see who looked, when and why.',
    refusal:
      'You can punch without it: only the time is kept, and the store manager (or, without one, the area manager) confirms with one tap. You can withdraw in two steps under “My data – Consent and notice”: collection stops at once, and positions waiting on the phone are deleted. Refusing or withdrawing never counts against you.',
  },
  photo: {
    title: 'Photo at the store',
    what: 'One photo that you choose to take when you punch or log a visit, and when it was taken. The place, phone model and other data hidden in the picture are removed.',
    why: 'Positions are inaccurate inside malls; a photo of the place shows directly that you were there. Take the counter or the display; no face is needed.',
    effect:
      'People look at photos; there is no face recognition and nothing judges the content. The system only compares light and dark to see whether one picture was used twice, which is a weak hint and never enough by itself. A punch without a photo is as good.',
    retention: '180 days; what belongs to a case until two years after it is closed.',
    viewers:
      'You; while a punch waits for confirmation, the manager of your store. Every look is recorded, and you see it.',
    refusal:
      'Without it there is no photo and you punch as usual. You can withdraw at any time under “My data – Consent and notice”. Refusing or withdrawing never counts against you.',
  },
  device_risk: {
    title: 'Phone model and system',
    what: 'Model of the phone, version of its system, version of the app. No phone number, device identifier, contacts or other apps.',
    why: 'Phones of one model often lose positions in the same way. Knowing the model tells a problem of the phone from one of the person, which is fairer to you.',
    effect: 'Used only to explain gaps and errors, never against you.',
    retention: 'Kept and deleted together with the positions it belongs to.',
    viewers: 'You; HR in a case.',
    refusal:
      'Without it this is not stored and everything else stays the same. You can withdraw at any time. Refusing or withdrawing never counts against you.',
  },
};
