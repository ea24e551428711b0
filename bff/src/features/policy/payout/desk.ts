import { createHash } from 'node:crypto'
import { AppError } from '@minsheng/shared/errors'
import { addMonths } from '@minsheng/shared/units/calendar'
import type { Clock } from '@minsheng/shared/units/clock'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import { derivedId } from '../../../platform/crypto/id.ts'
import { dueEntry } from '../../message/index.ts'
import type { AwardStore } from '../award/store.ts'
import { type Asked, type BankAnswer, type BankRow, bankFile, readReturns } from './bank-file/domain.ts'
import { fromBankBytes, toGb18030 } from './bank-file/gb18030.ts'
import { lineOf, type Planner, rowOf } from './planning/planner.ts'
import type { BatchDocument } from './records.ts'
import type { RowRecord, RowStore } from './row/store.ts'
import type { PayoutStore } from './store.ts'
import { payoutTellings as tell } from './tellings.ts'

interface DeskParts {
  store: PayoutStore
  rows: RowStore
  planner: Planner
  awards: Pick<AwardStore, 'many'>
  titleOf: (policyId: string) => string
  clock: Clock
}

const wrongState = (detail: string) => new AppError('wrong_state', { detail })
const MOST_ENDED = 200
const GIVEN_UP_MS = 10 * 60_000
const OPEN = 'waiting'

export type PayoutDesk = ReturnType<typeof createPayoutDesk>

/** Paying what was awarded: one person makes a batch, another lets it go, the bank answers row by row. */
export function createPayoutDesk({ store, rows, planner, awards, titleOf, clock }: DeskParts) {
  const entry = (by: string, to: BatchDocument['state']) => ({ at: clock.now(), by, to })

  /** Over everything that is paid and to whom: what the second person lets go is what the first one made. */
  async function frozenOf(batchId: string) {
    const hash = createHash('sha256')
    const sums = { count: 0, sumFen: 0 }
    for await (const page of rows.of(batchId))
      for (const { number, awardId, fen, state, lineIds, accountNumber, setOffs = [] } of page) {
        const account = accountNumber ? rows.exact(accountNumber.reveal()) : null
        hash.update(`${JSON.stringify([number, awardId, fen, state, lineIds, account, ...(setOffs.length > 0 ? [setOffs] : [])])}\n`)
        if (state === 'held') continue
        sums.count += 1
        sums.sumFen += fen
      }
    return { hash: hash.digest('hex'), ...sums }
  }

  /** Everything that is due by a month, row by row. @returns the awards it pays */
  async function fill(batch: BatchDocument): Promise<Set<string>> {
    await rows.clear(batch._id)
    const paid = new Set<string>()
    let number = 0
    for await (const plans of planner.of(batch.month)) {
      const made = plans.map((plan) => {
        number += 1
        return rowOf(plan, batch, number)
      })
      await rows.insert(made)
      for (const { awardId } of made) paid.add(awardId)
    }
    return paid
  }

  /** Who was paid the month before and is not now. */
  async function endedSince(month: string, paid: ReadonlySet<string>) {
    const ended: BatchDocument['ended'] = []
    let endedCount = 0
    for await (const { awardId, fen, every } of store.regularIn(addMonths(`${month}-01`, -1).slice(0, 7))) {
      if (paid.has(awardId) || every !== 'month') continue
      endedCount += 1
      if (ended.length < MOST_ENDED) ended.push({ awardId, fen })
    }
    return { ended, endedCount }
  }

  async function letGo(seen: BatchDocument, by: string): Promise<BatchDocument> {
    const frozen = await frozenOf(seen._id)
    if (frozen.hash !== seen.hash) throw new Error(`payout batch ${seen._id} is not as it was frozen`)
    let batch = seen
    if (seen.state === OPEN) {
      await checkUnchanged(seen)
      const held = await store.change(seen, { state: 'approving', decidedBy: by, decidedAt: clock.now() }, entry(by, 'approving'))
      if (!held) throw new AppError('conflict')
      batch = held
    }
    for await (const page of rows.of(seen._id)) await enter(page, seen._id)
    await rows.approve(seen._id, seen.payOn)
    const approved = await store.change(batch, { state: seen.count === 0 ? 'settled' : 'approved', openKey: null }, entry(by, 'approved'))
    if (!approved) throw new AppError('conflict')
    return approved
  }

  async function checkUnchanged(batch: BatchDocument): Promise<void> {
    const changed: RowRecord[] = []
    for await (const page of rows.of(batch._id)) changed.push(...(await planner.changed(page, batch.month)))
    if (changed.length === 0) return
    const names = changed.slice(0, 5).map(({ personName, policyId }) => `${personName.masked}的${titleOf(policyId)}`)
    throw wrongState(
      `做好以后有 ${changed.length} 笔的情况变了（${names.join('、')}${changed.length > 5 ? '等' : ''}），请退回，按现在的情况重新做一批`,
    )
  }

  async function enter(page: readonly RowRecord[], batchId: string): Promise<void> {
    const found = new Map((await awards.many(page.map(({ awardId }) => awardId))).map((award) => [award._id, award]))
    const at = clock.now()
    const clashing = await store.enter(
      page.flatMap(({ awardId, entries }) => {
        const award = found.get(awardId)
        return award ? entries.map((one) => lineOf(award, one, batchId, at)) : []
      }),
    )
    if (clashing.length > 0) throw wrongState(`有 ${clashing.length} 笔账刚才另外记过了，请退回，重新做一批`)
  }

  const bankRows = async (batchId: string): Promise<BankRow[]> => {
    const all: BankRow[] = []
    for await (const page of rows.of(batchId, ['open', 'paid', 'refused']))
      for (const { number, accountName, accountNumber, bank, fen, policyId } of page)
        all.push({
          number,
          accountName: accountName?.reveal() ?? '',
          accountNumber: accountNumber?.reveal() ?? '',
          bank: bank ?? '',
          fen,
          purpose: titleOf(policyId),
        })
    return all
  }

  return {
    /** @throws AppError `wrong_state` when another batch waits, or nothing is to be paid */
    async make({ month, payOn }: { month: string; payOn: string }, by: string, seed: string): Promise<BatchDocument> {
      const now = clock.now()
      if (payOn < shanghaiDate(now)) throw wrongState('付款日期已经过了，请选今天或以后的日子')
      if (month > shanghaiDate(now).slice(0, 7)) throw wrongState('还没到的月份不能提前发放')
      const fresh: BatchDocument = {
        _id: derivedId('pob', seed),
        month,
        payOn,
        state: 'making',
        openKey: OPEN,
        count: 0,
        sumFen: 0,
        hash: null,
        madeBy: by,
        decidedBy: null,
        decidedAt: null,
        words: null,
        fileSha256: null,
        taking: null,
        returns: [],
        ended: [],
        endedCount: 0,
        rev: 0,
        createdAt: now,
        history: [{ at: now, by, to: 'making' }],
      }
      const batch = (await store.insert(fresh)) ?? (await besides(fresh))
      if (batch.state !== 'making') return batch
      const paid = await fill(batch)
      if (paid.size === 0) {
        await store.change(batch, { state: 'returned', openKey: null }, entry(by, 'returned'))
        throw wrongState(`${month} 没有要发的：在发的都已经做进以前的批次`)
      }
      const made = await store.change(
        batch,
        { state: OPEN, ...(await frozenOf(batch._id)), ...(await endedSince(month, paid)) },
        entry(by, OPEN),
      )
      if (!made) throw new AppError('conflict')
      return made
    },
    /** The second person's word. @throws AppError `forbidden` to who made it | `wrong_state` when something changed since */
    async decide(seen: BatchDocument, word: { approve: boolean; rev: number; words: string | null }, by: string): Promise<BatchDocument> {
      if (seen.madeBy === by) throw new AppError('forbidden', { detail: '做这一批的人不能审核，请由另一位同事审核' })
      if (seen.state !== OPEN && seen.state !== 'approving') throw wrongState('这一批已经审核过，请刷新后查看')
      if (seen.rev !== word.rev) throw new AppError('conflict')
      if (word.approve) return letGo(seen, by)
      const returned = await store.change(
        seen,
        { state: 'returned', openKey: null, words: word.words, decidedBy: by, decidedAt: clock.now() },
        entry(by, 'returned'),
      )
      if (!returned) throw new AppError('conflict')
      await rows.giveBack(seen._id, seen.state === 'approving')
      return returned
    },
    /** The bank's file: the same bytes whenever it is fetched. @throws AppError `wrong_state` before two people agreed */
    async file(seen: BatchDocument, by: string): Promise<{ name: string; content: Buffer }> {
      if (!['approved', 'sent', 'settled'].includes(seen.state)) throw wrongState('审核同意以后才能取银行文件')
      if (seen.count === 0) throw wrongState('这一批没有要交给银行的')
      const content = toGb18030(bankFile({ batchId: seen._id, month: seen.month, payOn: seen.payOn }, await bankRows(seen._id)))
      const sha256 = createHash('sha256').update(content).digest('hex')
      if (seen.fileSha256 !== null && seen.fileSha256 !== sha256) throw new Error(`bank file of ${seen._id} is another one now`)
      if (seen.state === 'approved' && !(await store.change(seen, { state: 'sent', fileSha256: sha256 }, entry(by, 'sent'))))
        throw new AppError('conflict')
      return { name: `daifa-${seen.month}-${seen._id}.csv`, content }
    },
    /** What the bank answered: all of it, or with any fault nothing. */
    async returns(seen: BatchDocument, bytes: Buffer, by: string): Promise<BatchDocument> {
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      if (seen.returns.some((taken) => taken.sha256 === sha256)) throw new AppError('already_exists', { detail: '这份回执已经交过' })
      if (seen.state !== 'sent') throw wrongState(seen.state === 'settled' ? '这一批每一笔都有了回执' : '银行文件还没有取走，不会有回执')
      if (seen.taking !== null && seen.taking !== sha256) throw wrongState('另一份回执正在对账，请稍等再交')
      const asked = await askedOf(seen, seen.taking === sha256)
      const answers = readAnswers(bytes, seen._id, asked)
      const taking = seen.taking === sha256 ? seen : await store.change(seen, { taking: sha256 }, null)
      if (!taking) throw new AppError('conflict')
      const at = clock.now()
      const told = answers.map((answer) => {
        const row = asked.get(answer.number)
        if (!row) throw new Error(`row ${answer.number} of ${seen._id} was answered and not asked`)
        const message = answer.reason === null ? tell.paid(row, sha256) : tell.refused(row)
        return { ...answer, tells: dueEntry(message, at) }
      })
      await rows.answer(seen._id, told, at)
      const open = (await rows.shares(seen._id)).get('open')?.count ?? 0
      const share = (list: readonly BankAnswer[]) => ({ count: list.length, fen: list.reduce((sum, { fen }) => sum + fen, 0) })
      const [paid, refused] = [
        share(answers.filter(({ reason }) => reason === null)),
        share(answers.filter(({ reason }) => reason !== null)),
      ]
      const taken = await store.taken(
        taking,
        {
          sha256,
          takenAt: at,
          by,
          paidCount: paid.count,
          paidFen: paid.fen,
          refusedCount: refused.count,
          refusedFen: refused.fen,
        },
        open === 0 ? 'settled' : 'sent',
      )
      if (!taken) throw new AppError('conflict')
      return taken
    },
  }

  /** What was begun long ago and never put together is given up; what waits stands in the way. */
  async function besides(fresh: BatchDocument): Promise<BatchDocument> {
    const open = await store.openBatch()
    const isGivenUp = open?.state === 'making' && clock.now().getTime() - open.createdAt.getTime() > GIVEN_UP_MS
    if (open && isGivenUp && (await store.change(open, { state: 'returned', openKey: null }, entry(fresh.madeBy, 'returned')))) {
      await rows.clear(open._id)
      const inserted = await store.insert(fresh)
      if (inserted) return inserted
    }
    throw wrongState(
      open?.state === OPEN
        ? `${open.month} 的一批（付款日期 ${open.payOn}）还在等审核，审核以后才能再做`
        : '刚才有一批正在做，请过一会儿刷新再看',
    )
  }

  /** Every row as the bank may answer it, by its number. @param isAgain half of the answer was taken before: what it said then is not held against it */
  async function askedOf(seen: BatchDocument, isAgain: boolean): Promise<Map<number, Asked & Pick<RowRecord, '_id' | 'accountId'>>> {
    const asked = new Map<number, Asked & Pick<RowRecord, '_id' | 'accountId'>>()
    for await (const page of rows.of(seen._id))
      for (const { _id, accountId, number, fen, state } of page)
        asked.set(number, { _id, accountId, number, fen, state: isAgain && (state === 'paid' || state === 'refused') ? 'open' : state })
    return asked
  }
}

/** @throws AppError `invalid_input` with each line that does not agree */
function readAnswers(bytes: Buffer, batchId: string, asked: ReadonlyMap<number, Asked>): BankAnswer[] {
  let text: string
  try {
    text = fromBankBytes(bytes)
  } catch {
    throw faulty(['文件不是文本，读不出来；请交银行给的 CSV 回执'])
  }
  const result = readReturns(text, batchId, asked)
  if (!result.ok) throw faulty(result.faults)
  return result.answers
}

const faulty = (faults: readonly string[]) =>
  new AppError('invalid_input', { issues: faults.map((message) => ({ path: 'body', message })) })
