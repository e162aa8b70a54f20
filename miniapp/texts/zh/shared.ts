import type { BridgeFault } from '../../bridge/bridge.ts';
import { sharedRefusals } from '../../../server/contract/texts/refusals-shared.ts';

export const zhShared = {
  appName: '明勤',
  loading: '加载中…',
  retry: '重试',
  back: '返回',
  language: 'English',
  failed: '没有成功',
  pictureLost: '图片没有打开：可能没有网络，或已到期删除。',
  listGoesOn: { hint: '后面还有，尚未列出。', more: '继续加载' },
  /** By code: what every screen may be refused, and what is told in its own words here. */
  fault: {
    ...sharedRefusals.zh,
    signed_out: '登录已失效，没有提交；写的内容还在。请重新登录，再提交一次。',
    policy_withdrawn: '这一版已被公司取消，不用确认。',
    unauthenticated: '登录已失效，请重新登录。',
    offline: '没有网络，请稍后再试。',
    forbidden: '您没有权限查看这些内容。',
    not_found: '没有找到：可能已撤回，或您没有权限查看。',
    bad_file:
      '没有上传：文件打不开，或格式不支持。请用 JPG、PNG、WebP 图片或 PDF；iPhone 的 HEIC 照片、Word 文档可以截图后上传。',
    too_large: '没有上传：文件太大。图片最大 10 MB，PDF 最大 5 MB；请压缩，或拍照、截图后再试。',
    rate_limited: '操作太频繁，请稍后再试。',
    store_full: '系统存储空间已满，没有保存。手机会保留待发的记录，稍后自动重发；请告诉管理员。',
  } as Record<string, string>,
  /** What the phone or the chat app refused, and what to do about it. */
  signedOut: {
    hint: '登录已失效。写的内容还在这里：请在新标签页重新登录，再回来提交。',
    link: '重新登录（新标签页）',
  },
  bridgeFault: {
    no_permission:
      '您没有允许本应用使用定位或相机。请在飞书里打开本应用的权限再试；不允许也可以打卡，由主管确认。',
    system_denied:
      '手机系统没有给飞书权限。请到手机“设置 › 应用 › 飞书 › 权限”里打开定位和相机，再回来重试。',
    org_denied: '公司在飞书里停用了这项功能。请联系管理员；不影响打卡，由主管确认。',
    location_off: '手机的定位服务关着。请在通知栏或系统设置里打开“位置信息”，再点“重新定位”。',
    no_fix: '暂时收不到定位。走到窗边或室外会好一些；没有信号只是没有数据，不会算作异常。',
    too_often: '操作太快了，请等几秒再试。',
    in_background: '页面在后台时不能定位，请回到本页再试。',
    no_camera: '相机没有打开。请关掉其他正在用相机的应用再试；不拍照也可以打卡。',
    not_ready: '飞书没有接受这个页面。请关掉页面重新打开；还是不行，请管理员检查可信域名。',
    unsupported: '这个版本的飞书不支持。请在手机上把飞书更新到最新版；不影响打卡。',
  } satisfies Record<BridgeFault, string>,
  faultCode: (code: string) => `出错了（${code}）`,
  minutes: (n: number) => `${n} 分钟`,
  metres: (n: number) => `${n} 米`,
  kilometres: (n: string) => `${n} 公里`,
  map: {
    legend: '地图图例',
    stay: '停留（圆圈为误差）',
    gap: '虚线：这段时间没有数据',
    own: '本公司地点',
    rival: '其他地点',
    zoomIn: '放大',
    zoomOut: '缩小',
    stayTip: (from: string, to: string, fixes: number) => `${from}–${to} · ${fixes} 个定位点`,
    label: '轨迹示意图',
    movable: '可缩放的地图',
  },
};
