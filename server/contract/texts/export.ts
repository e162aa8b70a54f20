import type { Role } from '../person.ts';

/** What the download says about itself. */
export const exportText = (at: string): string => `这里是明勤保存的与您有关的全部数据（${at}）。
json/  每个数据集合一个文件，字段与系统中的完全一致
csv/   同样的内容，可以用表格软件打开；segments.csv 每行一个定位点（WGS-84 经纬度，误差为米）；编号旁边附有名称（地点、区域、班次）和经办人的角色
photos/  您拍的照片；case-files/、declarations/  您提交的文件
files.json  文件清单和校验值
不包含：其他人的姓名、服务器的密钥、尚未发出的消息。
请妥善保管，不要转发给他人。

This is all that Mingqin stores about you (${at}).
json/  one file per collection, with the fields as the system has them
csv/   the same for spreadsheets; segments.csv has one position a line (WGS-84 degrees, accuracy in metres); beside ids stand the names of places, regions and shifts, and the roles of those who acted, in Chinese
photos/  pictures you took; case-files/, declarations/  what you handed in
files.json  list of the files with their checksums
Not included: other people's names, keys of the server, messages not yet sent.
Keep it safe; do not pass it on.
`;

/** Words of the tables in the download. */
export const exportWords: Readonly<{ self: string; system: string; roles: Readonly<Record<Role, string>> }> =
  {
    self: '本人',
    system: '系统',
    roles: {
      employee: '员工',
      store_manager: '店长',
      area_manager: '区域经理',
      hr: '人力资源',
      hr_lead: '人力资源主管',
      legal: '法务',
      staff_rep: '员工代表',
      auditor: '审计',
      admin: '系统管理员',
    },
  };
