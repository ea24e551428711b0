import { AppError } from '@minsheng/shared/errors'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import { formatYuan } from '@minsheng/shared/units/money'
import type { SetOffStore } from '../row/set-off-store.ts'
import { balanceOf } from './domain.ts'
import type { RecoveryRecord, RecoveryStore } from './store.ts'

interface RepayingParts {
  store: Pick<RecoveryStore, 'change'>
  setOffs: Pick<SetOffStore, 'sumsOf' | 'waits'>
  clock: Clock
}

const wrongState = (detail: string) => new AppError('wrong_state', { detail })
const noSums = { doneFen: 0, onItsWayFen: 0 }

export type Repaying = ReturnType<typeof createRepaying>

/** Money that came back, or the rest that is given up: one writes it down, another confirms, and only then it counts. */
export const createRepaying = ({ store, setOffs, clock }: RepayingParts) => ({
  /** @throws AppError `invalid_input` for more than is open | `wrong_state` while a batch that sets off against it waits */
  async record(
    seen: RecoveryRecord,
    word: { rev: number; kind: 'received' | 'waived'; fen: number; on: string; reference: string },
    by: string,
  ): Promise<RecoveryRecord> {
    if (seen.state !== 'decided') throw wrongState('决定追回以后才能登记')
    if (seen.pendingFen > 0) throw wrongState('上一笔登记还没有核对，核对以后再登记')
    if (word.on > shanghaiDate(clock.now())) throw new AppError('invalid_input', { issues: [{ path: 'body.on', message: '日期还没有到' }] })
    if (await setOffs.waits(seen._id)) throw wrongState('有一批发放正等审核，里面要和这笔相抵；审核以后再登记')
    const { openFen, onItsWayFen } = balanceOf(seen, (await setOffs.sumsOf([seen._id])).get(seen._id) ?? noSums)
    const most = openFen - onItsWayFen
    if (word.fen > most)
      throw new AppError('invalid_input', {
        issues: [{ path: 'body.fen', message: most > 0 ? `最多 ${formatYuan(most)} 元，其余的已经退了或正在相抵` : '已经没有差额' }],
      })
    const { kind, fen, on, reference } = word
    const one = { kind, fen, on, reference, by, state: 'waiting' as const, confirmedBy: null, words: null }
    const dossier = { ...seen.dossier, repayments: [...seen.dossier.repayments, one] }
    const recorded = await store.change({ ...seen, rev: word.rev }, { pendingFen: fen, dossier })
    if (!recorded) throw new AppError('conflict')
    return recorded
  },
  /** @throws AppError `forbidden` to who wrote it down */
  async confirm(seen: RecoveryRecord, word: { rev: number; confirm: boolean; words: string | null }, by: string): Promise<RecoveryRecord> {
    const last = seen.dossier.repayments.at(-1)
    if (seen.pendingFen === 0 || last?.state !== 'waiting') throw wrongState('没有等核对的登记')
    if (last.by === by) throw new AppError('forbidden', { detail: '登记的人不能自己核对，请由另一位同事核对' })
    const kept = { ...last, state: word.confirm ? ('confirmed' as const) : ('refused' as const), confirmedBy: by, words: word.words }
    const counts = word.confirm
      ? last.kind === 'received'
        ? { paidBackFen: seen.paidBackFen + last.fen }
        : { waivedFen: seen.waivedFen + last.fen }
      : {}
    const dossier = { ...seen.dossier, repayments: [...seen.dossier.repayments.slice(0, -1), kept] }
    const confirmed = await store.change({ ...seen, rev: word.rev }, { ...counts, pendingFen: 0, dossier })
    if (!confirmed) throw new AppError('conflict')
    return confirmed
  },
})
