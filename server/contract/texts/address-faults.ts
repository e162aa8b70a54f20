/** Why a place of a file could not be found by its address, zh-CN first. */
export const addressFaultTexts = {
  addressLength: {
    zh: '须为 4 至 80 个字：写全市、区、路和门牌号，或填经纬度和坐标系',
    en: '4 to 80 characters: city, district, road and number, or a position with its datum instead',
  },
  addressUnserved: {
    zh: '还没有接入地图服务，查不了地址：请填经纬度和坐标系，或请管理员先接入（系统 → 地图服务）',
    en: 'no map service is connected to look it up: give a position with its datum, or have the administrator connect one first',
  },
  addressUnknown: {
    zh: '地图服务没有找到这个地址：写全市、区、路和门牌号，或填经纬度和坐标系',
    en: 'the map service does not know it: write city, district, road and number, or give a position with its datum',
  },
  addressRough: {
    zh: '地图服务只知道大概位置（{label}），不能用来判断：写到门牌号，或填经纬度和坐标系',
    en: 'the map service knows roughly where it is ({label}), which is not enough to judge by: write the number of the house, or give a position with its datum',
  },
  addressQuota: {
    zh: '今天查地址的次数已用完：明天把这个文件再导入一次，已导入的不会重复',
    en: 'the look-ups of today are used up: import the same file again tomorrow, rows that were taken change nothing',
  },
  addressUnasked: {
    zh: '地图服务没有正常回答，这一行没有查：请管理员看“地图服务”，好了再导入一次，已导入的不会重复',
    en: 'the map service did not answer as it should: have the administrator look at it, then import the same file again; rows that were taken change nothing',
  },
} as const;
