import type { Clock } from '@minsheng/shared/units/clock'
import type { AuditChainState } from '../../../platform/audit/index.ts'
import type { Log } from '../../../platform/log/index.ts'
import type { VerificationStore } from './store.ts'

const kindWords: Record<string, string> = {
  edited: '被改过',
  removed: '被删掉',
  reordered: '被调换',
  rewritten: '整段被重写',
  truncated: '末尾被截掉',
  forged: '不是系统写的',
  not_chained: '迟迟没有入链',
  taken_before_chaining: '入链前被拿走',
  anchor_forged: '指纹的签名不对',
  cut_forged: '清理没有签名',
  cut_too_early: '没到期就清理',
}

const SHOWN = 20

/** Looks at the whole chain behind an answer; what came of it is kept for the page. */
export function createVerification(parts: {
  store: VerificationStore
  state: AuditChainState
  clock: Clock
  log: Log
  onDamage: () => void
}) {
  const { store, state, clock, log, onDamage } = parts
  let running: Promise<void> = Promise.resolve()

  async function run(): Promise<void> {
    try {
      const { ok, rows, damages, notices } = await state.verify()
      if (!ok) {
        onDamage()
        log.error({ first: damages[0]?.words, damages: damages.length }, 'the audit was bent')
      }
      await store.end({
        state: 'done',
        finishedAt: clock.now(),
        holds: ok,
        rows,
        damages: damages.slice(0, SHOWN).map(({ kind, seq, words }) => ({ kind, kindWords: kindWords[kind] ?? kind, seq, words })),
        notices: notices.slice(0, SHOWN),
      })
    } catch (error) {
      log.error({ err: error }, 'the audit could not be verified')
      await store.end({ state: 'failed', finishedAt: clock.now() })
    }
  }

  return {
    /** @returns false while one is under way */
    async start(): Promise<boolean> {
      if (!(await store.begin(clock.now()))) return false
      running = run()
      return true
    },
    idle: () => running,
  }
}
