/** What a pack says about itself, in both languages: whoever opens it may know nothing of us. */
export const packReadme = (caseNo: string): string => `${caseNo}

核对方法：安装 Node.js 20 或以上版本，在本文件夹运行
  node verify.mjs
或对压缩包本身运行
  node verify.mjs ${caseNo}.zip
它不联网、不需要其他软件：核对每个文件的哈希和签名、审计链，并用所附判断程序由原始数据重新计算结论。
请向公司索取签名密钥编号，用 --key 编号 一并核对。

To check: with Node.js 20 or newer, run \`node verify.mjs\` in this folder, or \`node verify.mjs ${caseNo}.zip\` on the archive. It
needs no network and nothing else: it checks every hash, the signature and the audit chain, and computes the verdict anew from
the raw data with the detectors included. Ask the company for the id of its signing key and pass it as --key.

manifest.json     每个文件的哈希 / hash of every file          manifest.sig  签名 / signature
finding.json      系统提示 / what was found                    explanation.txt  用文字说明 / in words, with the person's own
points.json       原始定位（WGS-84，附原始坐标系）/ raw points  clocks.json   手机时钟偏差 / clock offsets by upload
judged.json       当时的地点、规则、记录 / places, rules, records as they were
procedure.pdf     处理记录（可打印）：谁、何时、做了什么 / the procedure, to be printed
picture.pdf       当天轨迹示意图 / the day drawn, from the points above
rules.json        判断程序版本与标准 / detector versions and settings
policy.json       当天的规范与确认 / rule of that day, read by  consents.json 授权 / consents
case.json         处理经过 / the procedure                      reads.json    谁看过 / who looked
audit.json        审计链与签名检查点 / audit links, signed checkpoint
paths.json        法定程序各步骤 / steps of the legal paths    beside.json   同时发现的其他提示 / what else was found
letters/          文书与送达记录 / letters and their deliveries
files/            本人和人事提交的材料 / what the person and HR added

自行制定的规则和线索不是判断程序的结论，无法重算；与所附版本不同的判断程序作出的结论也不能重算，verify.mjs 会写明。
What no detector made (a lead, a rule of the company's own), or another version of a detector made, cannot be computed anew here;
verify.mjs says so.

系统提示不是结论。A finding is a hint, never a decision.
`;
