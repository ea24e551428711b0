import { helpCallMonths } from '@minsheng/shared/law/retention'
import { type Clock, formatInstant, shanghaiDate } from '@minsheng/shared/units/clock'
import type { HoldingPart } from '../../platform/protect/holding.ts'
import { keepingWords } from '../../platform/protect/keeping.ts'
import { openStates } from './call/domain.ts'
import type { CallRecord, CallStore } from './call/store.ts'

const MOST = 500

const stateWords: Readonly<Record<CallRecord['state'], string>> = {
  countdown: '刚按下',
  new: '正在派人',
  dispatched: '已通知工作人员',
  acked: '有人接下了',
  en_route: '有人在路上',
  on_site: '有人到了',
  resolved: '办好了',
  closed: '已结束',
  cancelled: '已取消',
  transferred: '已转给110、119或120',
  merged: '和别人报的同一件事一起办',
}

/** When somebody called, where they were and what they said. */
export function helpHolding({ calls, clock }: { calls: Pick<CallStore, 'ofAccounts'>; clock: Clock }): HoldingPart {
  const all = (ownerIds: readonly string[]) => calls.ofAccounts(ownerIds, null, MOST)
  return {
    key: 'help_calls',
    title: '一键呼',
    purpose: '您呼叫时派人上门',
    basis: '紧急情况下保护生命健康所必需、民政部门履行法定职责（个人信息保护法第十三条）',
    get kept() {
      return keepingWords(
        { title: '一键呼', period: helpCallMonths, from: '办结或取消之日', atEnd: 'delete', because: '', endedBy: 'retention' },
        shanghaiDate(clock.now()),
      )
    },
    correctable: [],
    async show({ ownerIds }) {
      const rows = await all(ownerIds)
      return {
        count: rows.length,
        rows: rows.slice(0, 3).map(({ pressedAt, state }) => ({ label: formatInstant(pressedAt), value: stateWords[state] })),
      }
    },
    async rows({ ownerIds }) {
      return (await all(ownerIds)).map(({ pressedAt, state, dossier }) => ({
        项目: `呼叫：${formatInstant(pressedAt)}`,
        内容: stateWords[state],
        说明: [
          dossier.where.address ?? '',
          dossier.where.place ? `位置 ${dossier.where.place.lat}, ${dossier.where.place.lng}` : '',
          ...dossier.said.filter(({ callId }) => callId === undefined).map(({ words }) => words),
          dossier.result ?? '',
        ]
          .filter((text) => text !== '')
          .join('；'),
      }))
    },
    stays: [{ what: '一键呼的记录', why: '谁来过、多久到的，要说得清' }],
    async inTheWay({ ownerIds }) {
      return (await all(ownerIds)).some(({ state }) => openStates.includes(state)) ? ['有一次呼叫还没有办完，请等办好再注销'] : []
    },
  }
}
