import type { CallCategory } from '@minsheng/shared/contracts/help'
import { lateAlarmMinutes, minutesOn } from '@minsheng/shared/law/help-rules'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import { derivedId } from '../../../platform/crypto/id.ts'
import { urgencyOf } from '../call/domain.ts'
import { newCallOf } from '../call/make.ts'
import type { CallStore } from '../call/store.ts'
import type { KnownHome } from '../own/press.ts'
import type { TermsAt } from '../sla/promises.ts'

/** An alarm as a device told it. */
interface DeviceAlarm {
  deviceId: string
  /** Its own number of the alarm: told twice it is one. */
  seq: number
  /** By the device's clock. */
  at: Date
  /** Whose home it stands in, by the register. */
  residentId: string
  /** Null: an alarm and no more, the most urgent there is. */
  category: CallCategory | null
  /** What it says, in words a worker reads: 床边离床 30 分钟. */
  words: string
}

interface DeviceParts {
  calls: Pick<CallStore, 'call' | 'insert'>
  /** Where somebody lives, by the register; null when they are no longer there. */
  livesAt: (residentId: string) => Promise<KnownHome | null>
  districtPath: () => Promise<readonly string[]>
  termsAt: TermsAt
  clock: Clock
}

const DEVICE = 'device'

/**
 * A device raises a call. The same alarm told again is the same call; what comes late is looked into and never about life any
 * more; what its clock says of the future is taken as now.
 * @returns the call's id
 */
export function createRaiseFromDevice({ calls, livesAt, districtPath, termsAt, clock }: DeviceParts) {
  return async (alarm: DeviceAlarm): Promise<string> => {
    const id = derivedId('hlp', `device|${alarm.deviceId}|${alarm.seq}`)
    if (await calls.call(id)) return id
    const now = clock.now()
    const at = new Date(Math.min(alarm.at.getTime(), now.getTime()))
    const waited = now.getTime() - at.getTime()
    const isLate = waited > minutesOn(lateAlarmMinutes, shanghaiDate(now))
    const [home, district] = await Promise.all([livesAt(alarm.residentId), districtPath()])
    const usual = urgencyOf(alarm.category)
    const urgency = isLate && (usual === 'p0' || usual === 'p1') ? 'p2' : usual
    const notices = isLate ? [`设备 ${Math.round(waited / 60_000)} 分钟前报的，现在才收到，按一般事项办`] : []
    await calls.insert(
      newCallOf({
        id,
        origin: 'device',
        isForOther: false,
        accountId: '',
        residentId: alarm.residentId,
        callerName: home?.name ?? null,
        category: alarm.category,
        urgency,
        terms: await termsAt(urgency, now),
        where: { address: home?.address ?? null, place: null, because: home ? 'home' : 'unknown', flatId: home?.flatId ?? null },
        path: home?.path ?? district,
        notices: [],
        said: [alarm.words, ...notices],
        openKey: null,
        by: DEVICE,
        at,
        countsFrom: now,
        now,
      }),
    )
    return id
  }
}
