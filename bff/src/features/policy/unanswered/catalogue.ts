import { workRecordMonths } from '@minsheng/shared/law/retention'
import { catalogue } from '../../../platform/protect/catalogue.ts'
import type { Telling } from './store.ts'

/** What is kept of having told someone of a policy: that it was, and what they answered; never why it is theirs. */
catalogue<Telling>()(
  'policy_tellings',
  {
    accountId: { title: '账号', class: 'record', level: 2 },
    residentId: { title: '居民编号', class: 'record', level: 2 },
    policyId: { title: '告诉的政策', class: 'welfare', level: 2 },
    path: { title: '所在地点', class: 'location', level: 2 },
    cause: { title: '为什么不等答复就上门', class: 'record', level: 2 },
    toldAt: { title: '告诉的时间', class: 'record', level: 2 },
    openedAt: { title: '看过的时间', class: 'record', level: 2 },
    answer: { title: '答复', class: 'record', level: 2 },
    answeredAt: { title: '答复的时间', class: 'record', level: 2 },
    answeredBy: { title: '谁记下的', class: 'record', level: 2 },
    triedAt: { title: '上门没遇到的时间', class: 'record', level: 2 },
    createdAt: { title: '建立时间', class: 'record', level: 1 },
  },
  {
    title: '告诉过的政策和答复',
    period: workRecordMonths,
    from: '最后一次告诉之日',
    atEnd: 'delete',
    because: '没有回音的上门告知（《社会救助法》第三十九条）',
    endedBy: 'retention',
  },
)
