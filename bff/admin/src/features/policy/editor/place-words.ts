/** Names of places in a draft, as their labels say them. */
const names: Readonly<Record<string, string>> = {
  id: '编号',
  key: '编号',
  title: '名称',
  group: '类别',
  subject: '按人还是按户',
  benefit: '给什么',
  summary: '一句话说明',
  applying: '怎么办',
  materials: '要带的材料',
  unit: '是什么数',
  policies: '政策',
  retires: '作废的例子',
  'version.effectiveFrom': '从哪天起',
  'version.effectiveTo': '到哪天止',
  'version.amount': '金额',
  'version.payout': '怎么发',
  'version.held': '怎样算已经在享受',
  'version.onlyOnce': '只给一次',
  'version.excludedBy': '享受了就不能再享受',
  'version.minus': '要减去的政策',
  'version.disregardIncome': '不算收入的补贴',
  'version.illustrative': '参考',
  'value.from': '从哪天起',
  'value.value': '数额',
  'value.source': '依据',
  'value.illustrative': '参考',
  source: '依据',
}
const lists: readonly [RegExp, string][] = [
  [/^version\.who\.(\d+)/, '条件'],
  [/^version\.sources\.(\d+)/, '依据'],
  [/^(?:version\.)?cases\.(\d+)/, '例子'],
]

/** `version.who.2.words` → 条件 3：; empty where the words say it all themselves. */
export function placeWords(path: string): string {
  for (const [pattern, word] of lists) {
    const found = pattern.exec(path)
    if (found) return `${word} ${Number(found[1]) + 1}：`
  }
  const steps = path.split('.')
  for (let length = steps.length; length > 0; length -= 1) {
    const name = names[steps.slice(0, length).join('.')]
    if (name) return `${name}：`
  }
  return ''
}
