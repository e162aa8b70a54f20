import { h } from './dom.js';
import { createPhoneClient } from './phone-client.js';

/** A tab opened by a click may come this much later, and no browser takes it for an advertisement. */
const patienceMs = 3_000;

/** The phone: our own miniapp, signed in as the chosen person. */
export function createPhone(box, device) {
  const frame = h('iframe', { title: '手机里的明勤', class: 'screen', allow: 'geolocation; camera' });
  const awake = h('span', { class: 'awake', hidden: true, title: '应用让屏幕保持常亮' }, '常亮');
  const screenBox = h('div', { class: 'screen-box' }, frame, awake);
  const name = h('span', { class: 'phone-name' });
  const home = h(
    'button',
    { type: 'button', class: 'btn text small', onclick: () => start('/h5/') },
    '回到首页',
  );
  const link = h('a', { class: 'btn text small', target: '_blank', rel: 'noopener' }, '电脑后台');
  box.append(
    h('div', { class: 'phone-head' }, name, h('span', { class: 'row' }, home, link)),
    h('div', { class: 'device' }, screenBox),
  );
  const screen = {
    box: screenBox,
    setAwake: (isOn) => {
      awake.hidden = !isOn;
    },
  };
  createPhoneClient({
    frame,
    device,
    screen,
    appOrigin: () => (appUrl === '' ? '' : new URL(appUrl).origin),
  });
  let signedIn = '';
  let arrived = Promise.resolve();
  let person = '';
  let appUrl = '';
  const login = (to) => `${appUrl}/auth/login?fresh=1&to=${encodeURIComponent(to)}`;
  const go = (url) => {
    signedIn = person;
    arrived = Promise.race([
      new Promise((resolve) => frame.addEventListener('load', resolve, { once: true })),
      new Promise((resolve) => setTimeout(resolve, patienceMs)),
    ]);
    frame.src = url;
  };
  const start = (to) => go(login(to));
  return {
    /** Signs in anew when the person changes; loads nothing while the phone is not visible. */
    show: (state) => {
      device.become(state.me, state.personas.find((one) => one.openId === state.me)?.phoneAt);
      name.textContent = `${state.people[state.me] ?? ''}的手机`;
      if (state.appUrl === '') return;
      appUrl = state.appUrl;
      link.href = login('/console/');
      person = `${state.me} ${appUrl}`;
      if (box.offsetParent !== null && signedIn !== person) start('/h5/');
    },
    isVisible: () => box.offsetParent !== null,
    /** The address itself, or by way of the sign-in when the app does not know the person yet; two sign-ins at once would disturb each other. */
    signedInUrl: async (url) => {
      await arrived;
      if (signedIn === person) return url;
      const { pathname, search, hash } = new URL(url);
      return login(pathname + search + hash);
    },
    open: go,
  };
}
