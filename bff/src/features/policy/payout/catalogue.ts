import { accountingYears } from '@minsheng/shared/law/personal-data'
import { maskBankCard } from '@minsheng/shared/units/bank-card'
import { maskName } from '@minsheng/shared/units/secret'
import { catalogue } from '../../../platform/protect/catalogue.ts'
import type { Keeping } from '../../../platform/protect/keeping.ts'
import type { BatchDocument, LedgerLine, PayRow } from './records.ts'

const keeping: Keeping = {
  title: '待遇发放的账目',
  period: accountingYears,
  from: '发放之日',
  atEnd: 'archive',
  because: '发过多少钱、凭什么发、到没到账，要查得到；《会计档案管理办法》',
  endedBy: 'people',
}

/** What is kept of each line of the books. */
catalogue<LedgerLine>()(
  'payout_lines',
  {
    awardId: { title: '待遇编号', class: 'record', level: 2 },
    policyId: { title: '政策', class: 'welfare', level: 2 },
    every: { title: '发放周期', class: 'record', level: 2 },
    subjectKind: { title: '按人还是按户', class: 'record', level: 2 },
    subjectId: { title: '居民或家庭编号', class: 'record', level: 2 },
    residentId: { title: '领取人编号', class: 'record', level: 2 },
    month: { title: '哪个月的', class: 'welfare', level: 2 },
    number: { title: '第几笔', class: 'record', level: 1 },
    kind: { title: '当月、补发还是退回', class: 'welfare', level: 2 },
    cause: { title: '依据的决定', class: 'record', level: 2 },
    fen: { title: '金额', class: 'welfare', level: 2 },
    dueFen: { title: '当月应发', class: 'welfare', level: 2 },
    versionNumber: { title: '政策的版本', class: 'record', level: 1 },
    decidedAt: { title: '决定时间', class: 'record', level: 2 },
    inputsHash: { title: '计算依据的校验值', class: 'record', level: 2 },
    batchId: { title: '批次编号', class: 'record', level: 2 },
    at: { title: '入账时间', class: 'record', level: 1 },
  },
  keeping,
)

/** What is kept of each payment. */
export const payRowFields = catalogue<PayRow>()(
  'payout_rows',
  {
    batchId: { title: '批次编号', class: 'record', level: 2 },
    month: { title: '发放月份', class: 'record', level: 2 },
    payOn: { title: '付款日期', class: 'record', level: 2 },
    number: { title: '序号', class: 'record', level: 1 },
    awardId: { title: '待遇编号', class: 'record', level: 2 },
    policyId: { title: '政策', class: 'welfare', level: 2 },
    residentId: { title: '领取人编号', class: 'record', level: 2 },
    accountId: { title: '领取人账号', class: 'record', level: 2 },
    path: { title: '所在地点', class: 'location', level: 2 },
    personName: { title: '领取人姓名', class: 'identity', level: 3, mask: maskName },
    bank: { title: '开户银行', class: 'record', level: 2 },
    accountName: { title: '户名', class: 'identity', level: 3, mask: maskName },
    accountNumber: { title: '银行卡号', class: 'identity', level: 4, mask: maskBankCard },
    fen: { title: '金额', class: 'welfare', level: 2 },
    lastFen: { title: '上次的金额', class: 'welfare', level: 2 },
    months: { title: '哪几个月的', class: 'welfare', level: 2 },
    marks: { title: '和上次的不同', class: 'welfare', level: 2 },
    entries: { title: '要入账的各笔', class: 'welfare', level: 2 },
    lineIds: { title: '付的是哪几笔账', class: 'record', level: 2 },
    carries: { title: '重发的是哪几笔', class: 'record', level: 2 },
    setOffs: { title: '与多发的相抵', class: 'welfare', level: 2 },
    state: { title: '到账没有', class: 'welfare', level: 2 },
    reason: { title: '没有到账的原因', class: 'welfare', level: 2 },
    answeredAt: { title: '银行答复时间', class: 'record', level: 2 },
    isApproved: { title: '是否已审核', class: 'record', level: 1 },
    takenBy: { title: '重发到哪一笔', class: 'record', level: 2 },
    takenOn: { title: '重发的日期', class: 'record', level: 2 },
    createdAt: { title: '建立时间', class: 'record', level: 1 },
  },
  keeping,
)
export type PayRowFields = typeof payRowFields.fields

/** What is kept of a month's payments as a whole. */
export const batchFields = catalogue<BatchDocument>()(
  'payout_batches',
  {
    month: { title: '发放月份', class: 'record', level: 1 },
    payOn: { title: '付款日期', class: 'record', level: 1 },
    state: { title: '办到哪一步', class: 'record', level: 1 },
    openKey: { title: '防重复索引', class: 'record', level: 1 },
    count: { title: '笔数', class: 'record', level: 2 },
    sumFen: { title: '合计', class: 'record', level: 2 },
    hash: { title: '校验值', class: 'record', level: 2 },
    madeBy: { title: '制作人', class: 'record', level: 2 },
    decidedBy: { title: '审核人', class: 'record', level: 2 },
    decidedAt: { title: '审核时间', class: 'record', level: 1 },
    words: { title: '退回的理由', class: 'welfare', level: 3, mask: () => '（已隐去）' },
    fileSha256: { title: '银行文件的校验值', class: 'record', level: 1 },
    taking: { title: '正在收的回执', class: 'record', level: 1 },
    returns: { title: '收过的回执', class: 'record', level: 2 },
    ended: { title: '上次有、这次没有的', class: 'welfare', level: 2 },
    endedCount: { title: '上次有、这次没有的个数', class: 'record', level: 2 },
    rev: { title: '版本', class: 'record', level: 1 },
    createdAt: { title: '建立时间', class: 'record', level: 1 },
    history: { title: '经过', class: 'record', level: 2 },
  },
  keeping,
)
export type BatchFields = typeof batchFields.fields
