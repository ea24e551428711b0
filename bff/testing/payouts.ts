import type { PayoutBatch } from '@minsheng/shared/contracts/policy'
import { addMonths } from '@minsheng/shared/units/calendar'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import { key, type SignedIn, staff } from './actors.ts'
import type { HeldClock, TestApp } from './app.ts'
import { agreed, applyForAllowance, type Office, office, proposed } from './applications.ts'
import type { TestGrid } from './grid.ts'

const today = shanghaiDate(new Date())
/** `yyyy-mm` of this month, and of those after it. */
export const monthFrom = (place: number): string => addMonths(`${today.slice(0, 7)}-01`, place).slice(0, 7)
/** The last day of a month: as a day to pay on it is never past in its month. */
export const lastDayOf = (month: string): string =>
  `${month}-${new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate()}`
/** The 20th of a month from this one on, at noon here; whoever worked before has to sign in anew. */
export const goToMonth = (clock: HeldClock, place: number): void =>
  clock.advance(Date.parse(`${monthFrom(place)}-20T04:00:00Z`) - clock.now().getTime())

export interface PayOffice {
  steward: SignedIn
  staffed: Office
  maker: SignedIn
  second: SignedIn
}

/** Who keeps the register, who grants, and the two who pay. */
export const payOffice = async (app: TestApp, grid: TestGrid): Promise<PayOffice> => ({
  steward: await staff(app, ['data_steward'], null, [grid.district]),
  staffed: await office(app, grid),
  maker: await staff(app, ['bureau']),
  second: await staff(app, ['bureau_leader']),
})

/** The register learns that someone died or moved away. */
export async function registeredAs(steward: SignedIn, to: 'deceased' | 'moved_out', residentId: string, on: string): Promise<void> {
  const { rev } = await steward.call('getResident', { params: { residentId } })
  await steward.call('changeResidentState', { params: { residentId }, body: { rev, to, on, why: '社区上门核实' } })
}

/** What two people of the office granted. */
export async function granted(of: Office, me: SignedIn, policyId = 'aged-allowance') {
  const applicationId = await applyForAllowance(me, policyId)
  await proposed(of.clerk, applicationId)
  await agreed(of.decider, applicationId)
  const award = (await me.call('listMyAwards')).items.find((one) => one.policyId === policyId)
  if (!award) throw new Error('it stands')
  return award
}

/** A batch of a month, as one person makes it. */
export const made = (maker: SignedIn, payOn: string, month = payOn.slice(0, 7)): Promise<PayoutBatch> =>
  maker.call('makePayoutBatch', { body: { month, payOn }, idempotencyKey: key() })

export const letGo = (second: SignedIn, { id: batchId, rev }: Pick<PayoutBatch, 'id' | 'rev'>): Promise<PayoutBatch> =>
  second.call('decidePayoutBatch', { params: { batchId }, body: { decision: 'approve', rev } })

/** The rows of the file a bank is given: number, name, account, bank, yuan, purpose. */
export async function fileRows(maker: SignedIn, batchId: string): Promise<string[][]> {
  const bytes = await maker.call('takePayoutFile', { params: { batchId }, body: { purpose: '交杭州银行代发，王会计去办' } })
  const text = new TextDecoder('gb18030').decode(bytes)
  return text
    .trim()
    .split('\r\n')
    .map((line) => line.split(','))
}

/** What a bank answers to some rows of a batch; with a reason: refused. */
export function returnsOf(batchId: string, rows: readonly { number: number | string; yuan: string; reason?: string }[]): Buffer {
  const sum = (list: readonly { yuan: string }[]) =>
    (list.reduce((all, { yuan }) => all + Math.round(Number(yuan) * 100), 0) / 100).toFixed(2)
  const [paid, refused] = [rows.filter(({ reason }) => !reason), rows.filter(({ reason }) => reason)]
  return Buffer.from(
    [
      '批次号,成功笔数,成功金额,失败笔数,失败金额',
      `${batchId},${paid.length},${sum(paid)},${refused.length},${sum(refused)}`,
      '序号,金额,结果,原因',
      ...rows.map(({ number, yuan, reason }) => `${number},${yuan},${reason ? '失败' : '成功'},${reason ?? ''}`),
    ].join('\r\n'),
  )
}

export const answered = (maker: SignedIn, batchId: string, body: Buffer): Promise<PayoutBatch> =>
  maker.call('takePayoutReturns', { params: { batchId }, body, contentType: 'text/csv' })
