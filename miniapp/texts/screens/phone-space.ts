const zh = {
  short: '手机空间快满了。记录都还在，请连上网络让它们上传。',
  full: '手机空间已满：为了留住打卡，隔开删去了一些密集的定位点。打卡一条不少。',
  page: '这台手机不让本页保存数据（可能是无痕模式）。打卡照常有效；没有网络时请不要关闭本页，等它上传。',
  unkeptTitle: '打卡只留在本页',
  unkept:
    '手机空间已满，存不下打卡：它只留在这个页面里。请不要关闭本页，联网后自动上传；打卡时间已记下，不会变。',
  lostPhoto: '手机空间不足，照片没有存下。打卡已记下，照片是选填的，不影响打卡。',
  noPhoto: '手机里等待上传的照片已满 200 张，先上传再拍；不影响打卡。',
};
type PhoneSpaceTexts = typeof zh;

const en: PhoneSpaceTexts = {
  short: 'This phone is nearly full. Nothing is lost; please connect so that it can upload.',
  full: 'This phone is full: some close location points were let go to keep your punches. No punch is lost.',
  page: 'This phone lets the page keep no data (private mode?). Punching counts as always; without a network, leave this page open until it has uploaded.',
  unkeptTitle: 'Only this page has the punch',
  unkept:
    'This phone is full and cannot store the punch: only this page has it. Leave the page open; it uploads once there is a network. The time of the punch stays as it is.',
  lostPhoto: 'No room on this phone: the photo was not kept. The punch is; a photo is optional.',
  noPhoto: '200 photos wait on this phone: upload first, then take more. Punching still works.',
};

/** What is said when the phone has little room left, or none. */
export const phoneSpaceTexts = { zh, en };
