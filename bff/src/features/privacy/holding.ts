import { keptWords, sharingRecordYears } from '@minsheng/shared/law/personal-data'
import { type Clock, formatInstant, shanghaiDate } from '@minsheng/shared/units/clock'
import type { HoldingPart } from '../../platform/protect/holding.ts'
import type { ConsentStore } from './consent/store.ts'
import { consentWords } from './consent/text.ts'
import type { CopyStore } from './copy/store.ts'
import type { RealNameStore } from './real-name/store.ts'
import type { RequestStore } from './request/store.ts'

const SHOWN = 5
const MOST = 1_000

const kindWords = (kind: 'resident_link' | 'guardian') => (kind === 'guardian' ? '作为监护人，替孩子同意' : consentWords[kind].title)
const deedWords = { given: '同意', withdrawn: '撤回' } as const

/** What this desk itself keeps: consents, requests, copies. */
export function privacyHoldings(parts: {
  consents: ConsentStore
  requests: RequestStore
  copies: CopyStore
  names: RealNameStore
  clock: Clock
}): HoldingPart[] {
  const { consents, requests, copies, names, clock } = parts
  const kept = () => keptWords(sharingRecordYears, shanghaiDate(clock.now()))
  return [
    {
      key: 'consents',
      title: '同意记录',
      purpose: '证明哪些事是您同意的、什么时候撤回的',
      basis: '个人信息保护法第十三条、第十五条',
      get kept() {
        return kept()
      },
      correctable: [],
      async show({ accountId }) {
        const acts = await consents.ofAccount(accountId)
        const rows = acts.slice(-SHOWN).reverse()
        return {
          count: acts.length,
          rows: rows.map((act) => ({ label: formatInstant(act.createdAt), value: `${deedWords[act.what]}：${kindWords(act.kind)}` })),
        }
      },
      rows: async ({ accountId }) =>
        (await consents.ofAccount(accountId)).map((act) => ({
          时间: formatInstant(act.createdAt),
          事项: kindWords(act.kind),
          动作: deedWords[act.what],
          说明版本: act.textVersion,
        })),
      get stays() {
        return [{ what: '您同意和撤回同意的记录', why: `${kept()}，用来证明处理您的信息有依据` }]
      },
    },
    {
      key: 'real_name',
      title: '实名认证',
      purpose: '认得账号是您本人的，和您的居民登记对上',
      basis: '您认证时同意（个人信息保护法第二十九条）；身份证号核对后不保存',
      kept: '账号注销后马上删除',
      correctable: [],
      async show({ accountId }) {
        const row = await names.ofAccount(accountId)
        const rows = row
          ? [
              { label: '姓名', value: row.nameMasked },
              { label: '认证时间', value: formatInstant(row.verifiedAt) },
            ]
          : []
        return { count: row ? 1 : 0, rows }
      },
      async rows({ accountId }) {
        const row = await names.ofAccount(accountId)
        return row ? [{ 姓名: row.nameMasked, 认证时间: formatInstant(row.verifiedAt), 说明版本: row.textVersion ?? '由浙里办核对' }] : []
      },
      gone: ['实名认证'],
      forget: ({ ownerIds }) => names.forget(ownerIds),
    },
    {
      key: 'data_requests',
      title: '资料申请',
      purpose: '更正您的信息，答复您的申请',
      basis: '个人信息保护法第四十四条至第五十条',
      get kept() {
        return `答复后${kept()}`
      },
      correctable: [],
      async show({ accountId }) {
        const asked = await requests.ofAccount(accountId, null, MOST)
        return {
          count: asked.length,
          rows: asked.slice(0, SHOWN).map((request) => ({ label: formatInstant(request.createdAt), value: request.about })),
        }
      },
      rows: async ({ accountId }) =>
        (await requests.ofAccount(accountId, null, MOST)).map((request) => ({
          申请时间: formatInstant(request.createdAt),
          项目: request.about,
          内容: request.wanted.reveal(),
          答复: request.reason?.reveal() ?? null,
        })),
      gone: ['您申请更正时写的内容'],
      async forget({ accountId }) {
        await requests.forget(accountId)
        await copies.forget(accountId)
      },
    },
  ]
}
