import type { FeedLine } from '@minsheng/shared/contracts/feed'
import { dayFrom } from './calendar.ts'

type ProjectLine = Extract<FeedLine, { type: 'project' }>
type ProgressLine = Extract<FeedLine, { type: 'progress' }>

/** The project that the meals campaign raises for; the other campaigns get one of their own each. */
export function projects(today: string): ProjectLine[] {
  return [
    {
      type: 'project',
      id: 'prj_meals',
      charityId: 'chr_demo',
      name: '独居老人助餐（演示）',
      purpose: '让行动不便、独自居住的老人，每个工作日吃上一餐送到门口的热饭',
      startsOn: dayFrom(today, -40),
      endsOn: dayFrom(today, 140),
      budget: [
        { label: '餐费补贴', amountFen: 11_250_000 },
        { label: '送餐交通与志愿者保险', amountFen: 2_160_000 },
        { label: '保温餐具与消毒', amountFen: 702_000 },
        { label: '管理成本', amountFen: 288_000 },
      ],
      milestones: [
        { id: 'ms_list', label: '走访提名，公示 60 位老人的名单', dueOn: dayFrom(today, -30) },
        { id: 'ms_first', label: '第一批 20 位老人开始送餐', dueOn: dayFrom(today, -18) },
        { id: 'ms_all', label: '60 位老人全部开始送餐', dueOn: dayFrom(today, 20) },
        { id: 'ms_visit', label: '中期回访，听老人说饭菜怎么样', dueOn: dayFrom(today, 75) },
      ],
    },
  ]
}

/** What the charity told so far, the oldest first. */
export function progress(today: string): ProgressLine[] {
  const post = (line: Omit<ProgressLine, 'type' | 'projectId' | 'publishedAt'>, daysAgo: number): ProgressLine => ({
    type: 'progress',
    projectId: 'prj_meals',
    publishedAt: `${dayFrom(today, -daysAgo)}T02:30:00Z`,
    ...line,
  })
  return [
    post(
      {
        id: 'pst_list',
        title: '60 位老人的名单公示完了',
        text: '社区走访了 143 户，提名 71 位，核对后定下 60 位，在社区公告栏公示了 5 天，没有人提出异议。\n\n名单上只写姓和楼栋，不写门牌和电话。',
        pictureIds: ['pic_list'],
        milestoneId: 'ms_list',
      },
      29,
    ),
    post(
      {
        id: 'pst_first',
        title: '第一批 20 位老人吃上了热饭',
        text: '上午十点半起锅，十一点四十送完。保温桶到门口还是烫手的。\n\n有三位老人说菜偏淡，食堂的师傅记下了，少盐的原则不变，多放点葱姜。',
        pictureIds: ['pic_box', 'pic_ride'],
        milestoneId: 'ms_first',
      },
      17,
    ),
    post(
      {
        id: 'pst_month',
        title: '第一个月：送了 386 餐，有 4 天多送了一趟',
        text: '这个月一共送出 386 餐，每一餐都有老人或家人签收。下雨的 4 天路不好走，分两趟送，没有一餐迟到超过半小时。\n\n下个月从 20 位增加到 40 位。',
        pictureIds: ['pic_ride'],
        milestoneId: null,
      },
      6,
    ),
  ]
}
