import type { Texts } from '../zh.ts';
import { counted } from '../../../server/contract/texts/counted.ts';
import { sharedRefusals } from '../../../server/contract/texts/refusals-shared.ts';

export const enShared: Omit<Texts, 'words' | 'phone'> = {
  appName: 'Mingqin',
  loading: 'Loading…',
  retry: 'Try again',
  back: 'Back',
  language: '中文',
  listGoesOn: { hint: 'There is more that is not listed yet.', more: 'Load more' },
  failed: 'That did not work',
  pictureLost: 'The picture did not open: there may be no network, or its time is over and it was deleted.',
  fault: {
    ...sharedRefusals.en,
    signed_out:
      'Your sign-in has ended and nothing was sent; what you wrote is still here. Sign in again, then send it.',
    policy_withdrawn: 'The company took this version back; there is nothing to acknowledge.',
    unauthenticated: 'Your sign-in has ended, please sign in again.',
    offline: 'No network, please try again later.',
    forbidden: 'You may not see this.',
    not_found: 'Not found: it may have been withdrawn, or is not for you to see.',
    bad_file:
      'Not uploaded: the file cannot be opened, or not in this format. Use a JPG, PNG or WebP picture or a PDF; a HEIC photo or a Word file can go as a screenshot.',
    too_large:
      'Not uploaded: too large. A picture may have 10 MB, a PDF 5 MB; make it smaller, or take a photo or screenshot of it.',
    rate_limited: 'Too many requests, please wait a little.',
    store_full:
      'The system has no room left, nothing was saved. This phone keeps what it has to send and tries again; please tell your administrator.',
  },
  signedOut: {
    hint: 'Your sign-in has ended. What you wrote is still here: sign in again in a new tab, then come back and send it.',
    link: 'Sign in again (new tab)',
  },
  bridgeFault: {
    no_permission:
      'You have not allowed this app to use location or the camera. Allow it in Feishu and try again; you can punch without, your manager confirms.',
    system_denied:
      'The phone does not let Feishu use this. Allow location and camera under Settings › Apps › Feishu › Permissions, then try again.',
    org_denied:
      'Your company has switched this off in Feishu. Ask the administrator; you can punch all the same, your manager confirms.',
    location_off:
      'Location services of the phone are off. Switch them on in the system settings, then press “Locate again”.',
    no_fix:
      'No position at the moment. It helps to go near a window; no signal is only no data and never counts against you.',
    too_often: 'Too fast; please wait a few seconds.',
    in_background: 'There is no location while the page is in the background. Come back to it and try again.',
    no_camera:
      'The camera did not open. Close other apps that use it and try again; you can punch without a photo.',
    not_ready:
      'Feishu did not accept this page. Close it and open it again; if that does not help, ask the administrator to check the trusted domains.',
    unsupported:
      'This version of Feishu cannot do it. Update Feishu on your phone; you can punch all the same.',
  },
  faultCode: (code) => `Something went wrong (${code})`,
  minutes: (n) => `${n} min`,
  metres: (n) => `${n} m`,
  kilometres: (n) => `${n} km`,
  map: {
    legend: 'Legend',
    stay: 'Stay (circle: accuracy)',
    gap: 'Dashed: no data in this time',
    own: 'Own place',
    rival: 'Other place',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    stayTip: (from, to, fixes) => `${from}–${to} · ${counted(fixes, 'fix', 'fixes')}`,
    label: 'Sketch of the track',
    movable: 'Map to zoom in',
  },
};
