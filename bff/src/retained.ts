import { answerDays } from '@minsheng/shared/law/retention'
import type { Clock } from '@minsheng/shared/units/clock'
import { auditRetention } from './features/audit/index.ts'
import { declareDonationKeepings } from './features/donation/index.ts'
import { helpRetention } from './features/help/index.ts'
import { identityRetention } from './features/identity/index.ts'
import { messageRetention } from './features/message/index.ts'
import { peopleRetention } from './features/people/index.ts'
import { policyRetention } from './features/policy/index.ts'
import { privacyRetention } from './features/privacy/index.ts'
import { proxyRetention } from './features/proxy/index.ts'
import { type AuditLog, createAuditLog } from './platform/audit/index.ts'
import { newId } from './platform/crypto/id.ts'
import type { KeyRing } from './platform/crypto/keyring.ts'
import type { Database } from './platform/db/index.ts'
import { createLease } from './platform/events/lease.ts'
import type { PeriodicJob } from './platform/jobs/periodic.ts'
import type { Log } from './platform/log/index.ts'
import { declareKeeping } from './platform/protect/keeping.ts'
import { countDue, endDue, type RetentionTally } from './platform/protect/retention.ts'

declareDonationKeepings()
declareKeeping(['idempotency_keys'], {
  title: '防重复提交的应答',
  period: answerDays,
  from: '请求之日',
  atEnd: 'delete',
  because: '同一请求发两次只算一次；应答以密文存放',
  endedBy: 'index',
})
declareKeeping(['event_deliveries', 'event_failures', 'event_relay', 'leases', 'data_keys', 'backups'], {
  title: '系统运行记录',
  period: null,
  from: '系统运行期间；不含个人信息',
  atEnd: 'delete',
  because: '不重不漏地办完每件事',
  endedBy: 'nobody',
})

const LEASE_MS = 60_000
const EVERY_MS = 6 * 3_600_000

interface RetentionContext {
  db: Database
  keys: KeyRing
  clock: Clock
  audit?: AuditLog
}

/** Everything kept for a time, and what ends it. */
export function createRetention({ db, keys, clock, audit = createAuditLog(db, clock, keys) }: RetentionContext) {
  const people = peopleRetention({ db, keys, clock })
  const parts = [
    ...people.parts,
    ...proxyRetention(db),
    ...policyRetention(db),
    ...privacyRetention(db),
    ...messageRetention(db),
    ...helpRetention(db),
    ...identityRetention(db),
    ...auditRetention(db),
  ]
  const lease = createLease(db.collection('leases'), 'retention', newId('ret'), LEASE_MS, clock)
  return {
    parts,
    prepare: people.prepare,
    due: (): Promise<RetentionTally[]> => countDue(parts, clock.now()),
    /** Ends what is due, unless another process is at it. @returns null then */
    async end(signal?: AbortSignal): Promise<RetentionTally[] | null> {
      if (!(await lease.hold())) return null
      try {
        return await endDue(parts, { audit, clock, goOn: async () => !signal?.aborted && (await lease.hold()) })
      } finally {
        await lease.release()
      }
    },
  }
}

/** Four times a day whatever has been kept long enough is ended. */
export function retentionJobs({ log, ...context }: RetentionContext & { log: Log }): { jobs: PeriodicJob[] } {
  const retention = createRetention(context)
  let prepared = false
  const job: PeriodicJob = {
    name: 'retention',
    everyMs: EVERY_MS,
    async run(signal) {
      if (!prepared) await retention.prepare()
      prepared = true
      for (const { collection, due, ended } of (await retention.end(signal)) ?? [])
        if (due > 0) log.info({ collection, due, ended }, 'kept long enough')
    },
  }
  return { jobs: [job] }
}
