import { AppError } from '@minsheng/shared/errors'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import type { Metrics } from '../../../platform/http/metrics.ts'
import type { Log } from '../../../platform/log/index.ts'
import type { BillAnswer, BillPort, TradeBill } from '../../../ports/bill.ts'
import type { CharityDocument, CharityStore } from '../charity/store.ts'
import type { BillStore } from './bill/store.ts'
import type { Cases } from './cases.ts'
import {
  billDueAt,
  dateAfter,
  datesBetween,
  faultWords,
  itemKey,
  itemOf,
  journalKeyOf,
  lineDifferences,
  oldestDate,
  recheckAt,
  sumOf,
  totalDifferences,
} from './domain.ts'
import { type ReconciliationDocument, type ReconciliationStore, reconciliationId } from './store.ts'

/** Longer than the slowest bills of a charity take; who dies leaves the day to others after it. */
const LEASE_MS = 5 * 60_000
const CREATING_RETRY_MS = 10 * 60_000
const FAILED_RETRY_MS = 30 * 60_000

export interface DailyParts {
  store: ReconciliationStore
  bills: BillPort
  kept: BillStore
  cases: Cases
  charities: CharityStore
  metrics: Metrics
  log: Log
  clock: Clock
}

export type Daily = ReturnType<typeof createDaily>
type Change = Partial<Omit<ReconciliationDocument, '_id'>>
type Answered = { subMchid: string; answer: BillAnswer }

/** Each day of each charity: asks for the bill from 10:00 of the next day, keeps it, and compares it with the books. */
export function createDaily({ store, bills, kept, cases, charities, metrics, log, clock }: DailyParts) {
  const blank = (charityId: string, date: string): ReconciliationDocument => ({
    _id: reconciliationId(date, charityId),
    charityId,
    date,
    state: 'waiting',
    why: null,
    bill: null,
    books: null,
    files: [],
    unsettledDifferences: 0,
    comparedAt: null,
    nextTryAt: billDueAt(date),
    leaseUntil: null,
    tries: 0,
    createdAt: clock.now(),
  })

  /** Lays out the days of a charity up to yesterday, from where they end or from its first day. */
  async function layOut(charity: CharityDocument, latest: string | undefined): Promise<void> {
    const now = clock.now()
    const firstDay = async () => {
      const [registered, booked] = [shanghaiDate(charity.createdAt), await store.firstBookedDate(charity._id)]
      return booked !== null && booked < registered ? booked : registered
    }
    const from = latest === undefined ? await firstDay() : dateAfter(latest, 1)
    const dates = datesBetween(from, dateAfter(shanghaiDate(now), -1)).filter((date) => date >= oldestDate(now))
    await store.insertDays(dates.map((date) => blank(charity._id, date)))
  }

  async function compare(day: ReconciliationDocument, answers: readonly Answered[]): Promise<Change> {
    const now = clock.now()
    const ready: { subMchid: string; bill: TradeBill }[] = []
    for (const { subMchid, answer } of answers) {
      if (answer.state === 'ready') {
        await kept.save(day.charityId, day.date, subMchid, answer.bill)
        ready.push({ subMchid, bill: answer.bill })
      } else await kept.clear(day.date, subMchid)
    }
    const billed = ready.flatMap(({ bill }) => bill.lines)
    const [behindLines, ofDay] = await Promise.all([store.byKeys(billed.map(journalKeyOf)), store.ofDay(day.charityId, day.date)])
    const listedElsewhere = await kept.listedElsewhere(day.charityId, day.date, ofDay)
    const found = [
      ...lineDifferences({ billed, behindLines, ofDay, listedElsewhere }),
      ...ready.flatMap(({ subMchid, bill }) => totalDifferences(subMchid, bill.lines, bill.totals)),
    ]
    const unsettled = await cases.bringTo(day, found, {
      inBooks: new Set([...behindLines, ...ofDay].map(itemKey)),
      inBill: new Set([...billed.map((line) => itemKey(itemOf(line))), ...listedElsewhere]),
    })
    if (found.length > 0) {
      metrics.events.inc({ event: 'reconciliation_differences' })
      log.error({ day: day._id, differences: found.length, unsettled }, 'the bill of the day differs from the books')
    }
    const sum = sumOf(billed)
    const payments = billed.filter((line) => line.kind === 'payment').length
    const paid = ofDay.filter(({ item }) => item === 'payment')
    return {
      state: unsettled > 0 ? 'differences' : 'reconciled',
      why: null,
      bill: { paymentCount: payments, paymentFen: sum.orderFen, refundCount: billed.length - payments, refundFen: sum.refundFen },
      books: { paymentCount: paid.length, paymentFen: paid.reduce((total, { amountFen }) => total + amountFen, 0) },
      files: answers.map(({ subMchid, answer }) => ({
        subMchid,
        sha1: answer.state === 'ready' ? answer.bill.sha1 : null,
        lineCount: answer.state === 'ready' ? answer.bill.lines.length : 0,
      })),
      unsettledDifferences: unsettled,
      comparedAt: now,
      nextTryAt: recheckAt(day.date, unsettled, now),
    }
  }

  const later = (state: 'waiting' | 'failed', why: string, ms: number): Change => ({
    state,
    why,
    nextTryAt: new Date(clock.now().getTime() + ms),
  })

  async function attempt(day: ReconciliationDocument): Promise<Change> {
    if (day.date < oldestDate(clock.now()))
      return { state: 'failed', why: '微信支付只保留三个月的账单，这一天已经取不到了', nextTryAt: null }
    const charity = await charities.get(day.charityId)
    const orders = (await store.ofDay(day.charityId, day.date)).map((item) => item.outTradeNo)
    const merchants = await store.merchants(day.charityId, orders, charity?.subMchid ?? null)
    const answers: Answered[] = []
    for (const subMchid of merchants) {
      const answer = await bills.tradeBill(day.date, subMchid)
      if (answer.state === 'creating') return later('waiting', '微信支付还在生成这一天的账单', CREATING_RETRY_MS)
      if (answer.state === 'unusable') {
        metrics.events.inc({ event: `bill_${answer.fault}` })
        log.error({ day: day._id, subMchid, fault: answer.fault, detail: answer.detail }, 'trade bill not usable')
        return later('failed', faultWords[answer.fault], FAILED_RETRY_MS)
      }
      answers.push({ subMchid, answer })
    }
    return compare(day, answers)
  }

  /** Works on a day whose lease is held. */
  async function work(day: ReconciliationDocument): Promise<void> {
    let change: Change
    try {
      change = await attempt(day)
    } catch (error) {
      const isSilent = error instanceof AppError && error.code === 'upstream_unavailable'
      log[isSilent ? 'warn' : 'error']({ err: error, day: day._id }, 'day not reconciled; it is tried again')
      change = later('failed', isSilent ? '微信支付暂时没有回应，稍后自动再试' : '核对没有完成，稍后自动再试', FAILED_RETRY_MS)
    }
    await store.finishDay(day._id, day.leaseUntil, change)
  }

  const leaseFrom = (now: Date) => new Date(now.getTime() + LEASE_MS)

  return {
    /** Lays out the days of every charity and works on those that are due. */
    async runDue(signal: AbortSignal): Promise<void> {
      const latest = new Map((await store.latestDates()).map(({ _id, date }) => [_id, date]))
      for await (const charity of store.charitiesWithMerchant()) {
        if (signal.aborted) return
        await layOut(charity, latest.get(charity._id))
      }
      while (!signal.aborted) {
        const now = clock.now()
        const day = await store.claimDue(now, leaseFrom(now))
        if (!day) return
        await work(day)
      }
    },
    /** Compares one day now, again if it was before. @throws AppError `wrong_state` when it can't be, and why */
    async run(charity: CharityDocument, date: string): Promise<ReconciliationDocument> {
      const now = clock.now()
      if (date >= shanghaiDate(now))
        throw new AppError('wrong_state', { detail: '当天的账单第二天上午 10 点以后才有，请选择今天以前的日期' })
      if (now < billDueAt(date)) throw new AppError('wrong_state', { detail: '这一天的账单今天上午 10 点以后才有，请到时再核对' })
      if (date < oldestDate(now)) throw new AppError('wrong_state', { detail: '微信支付只保留三个月的账单，这一天已经取不到了' })
      if (charity.subMchid === null) throw new AppError('wrong_state', { detail: '这个组织还没有填写特约商户号，没有账单可以核对' })
      const latest = (await store.latestDates()).find(({ _id }) => _id === charity._id)?.date
      await layOut(charity, latest)
      await store.insertDays([blank(charity._id, date)])
      const day = await store.claimDay(reconciliationId(date, charity._id), now, leaseFrom(now))
      if (!day) throw new AppError('wrong_state', { detail: '这一天正在核对，请过一会儿再看结果' })
      await work(day)
      return (await store.day(day._id)) ?? day
    },
  }
}
