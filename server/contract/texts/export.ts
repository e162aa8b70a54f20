/** What the download says about itself. */
export const exportText = (at: string): string => `这里是明勤保存的与您有关的全部数据（${at}）。
json/  每个数据集合一个文件，字段与系统中的完全一致
csv/   同样的内容，可以用表格软件打开；segments.csv 每行一个定位点（WGS-84 经纬度，误差为米）
photos/  您拍的照片；case-files/、declarations/  您提交的文件
files.json  文件清单和校验值
不包含：其他人的姓名、服务器的密钥、尚未发出的消息。
请妥善保管，不要转发给他人。

This is all that Mingqin stores about you (${at}).
json/  one file per collection, with the fields as the system has them
csv/   the same for spreadsheets; segments.csv has one position a line (WGS-84 degrees, accuracy in metres)
photos/  pictures you took; case-files/, declarations/  what you handed in
files.json  list of the files with their checksums
Not included: other people's names, keys of the server, messages not yet sent.
Keep it safe; do not pass it on.
`;
