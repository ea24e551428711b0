import { checkValue, type FactName, type FactSubject, factSpec, type NewObservation } from '@minsheng/shared/contracts/people'
import { AppError, type FieldIssue } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import { newId } from '../../../platform/crypto/id.ts'
import type { Session } from '../../../platform/db/index.ts'
import { derive, isOnRecord, subjectKey } from './domain.ts'
import { type Judged, judge, recordOf } from './judge.ts'
import type { FactStore, NewObservationRecord } from './store.ts'
import type { FoundSubject, Subjects } from './subjects.ts'

/** Clocks of other systems may be ahead of ours by so much. */
const SKEW_MS = 5 * 60_000
/** Nobody alive was observed before. */
const EARLIEST = new Date('1900-01-01T00:00:00+08:00')
/** How many subjects whose facts ran out are looked at in one go. */
const DUE_AT_ONCE = 200

export interface Recorded {
  /** Observations that were new. */
  recorded: number
  /** Those on record already. */
  known: number
  /** Facts whose value is another now; others are told by `facts.changed`. */
  changed: { subject: FactSubject; facts: FactName[] }[]
}

export type FactDesk = ReturnType<typeof createFactDesk>

export function createFactDesk({ store, subjects, clock }: { store: FactStore; subjects: Subjects; clock: Clock }) {
  function issuesOf(observation: NewObservation, at: string, found: ReadonlyMap<string, FoundSubject>, now: Date): FieldIssue[] {
    const { subject, fact, value, observedAt, expiresAt, confidence } = observation
    const spec = factSpec(fact)
    const checked = checkValue(fact, value, `${at}.value`)
    const issues = 'issues' in checked ? [...checked.issues] : []
    const add = (path: string, message: string) => issues.push({ path: `${at}.${path}`, message: `${spec.title}：${message}` })
    if (!found.has(subjectKey(subject))) add('subject', '没有找到这个人或这一户')
    if (spec.subject !== subject.kind) add('subject', spec.subject === 'person' ? '是个人的事实' : '是家庭的事实')
    if (observedAt.getTime() > now.getTime() + SKEW_MS) add('observedAt', '日期不能在今天之后')
    if (observedAt < EARLIEST) add('observedAt', '日期太早，请核对')
    if (expiresAt && expiresAt <= observedAt) add('expiresAt', '有效期要在情况发生的日期之后')
    if (confidence !== undefined && !(Number.isInteger(confidence) && confidence >= 0 && confidence <= 100))
      add('confidence', '可信程度从 0 到 100')
    return issues
  }

  async function write(judged: readonly Judged[], now: Date, session: Session): Promise<void> {
    const seen = await store.updateHeads(
      judged.map(({ head }) => head),
      session,
    )
    if (seen !== judged.length) throw new AppError('conflict')
    await store.putConflicts(
      judged.flatMap(({ cases }) => cases),
      session,
    )
    await store.tell(
      judged.flatMap(({ head, news }) => (news.length > 0 ? [{ key: head._id, facts: news, at: now }] : [])),
      session,
    )
  }

  async function put(rows: readonly NewObservationRecord[], paths: ReadonlyMap<string, string[]>, session: Session): Promise<Recorded> {
    const keys = [...new Set(rows.map((row) => row.subjectKey))]
    const names = [...new Set(rows.map((row) => row.fact))]
    const [now] = rows.map((row) => row.recordedAt)
    if (!now) return { recorded: 0, known: 0, changed: [] }
    const heads = await store.heads(keys, session)
    const said = await store.said(keys, names, session)
    const cases = await store.conflictsOf(keys, session)
    const fresh: NewObservationRecord[] = []
    for (const row of rows) {
      const about = said.get(row.subjectKey)
      if (
        !about ||
        isOnRecord(
          about.observations.filter(({ fact }) => fact === row.fact),
          row,
        )
      )
        continue
      about.observations.push(row)
      fresh.push(row)
    }
    const judged = heads.flatMap((head) => {
      const touched = [...new Set(fresh.flatMap((row) => (row.subjectKey === head._id ? [row.fact] : [])))]
      const about = said.get(head._id)
      if (touched.length === 0 || !about) return []
      const own = cases.filter((one) => one.subjectKey === head._id)
      return [judge({ head, touched, said: about, path: paths.get(head._id) ?? [], cases: own, now })]
    })
    await store.insertObservations(fresh, session)
    await write(judged, now, session)
    return {
      recorded: fresh.length,
      known: rows.length - fresh.length,
      changed: judged.flatMap(({ head: { subjectKind: kind, subjectId: id }, news }) =>
        news.length > 0 ? [{ subject: { kind, id }, facts: news }] : [],
      ),
    }
  }

  return {
    /**
     * Puts observations on record in one transaction, the caller's if one is given; what is there already changes nothing.
     * @throws AppError `invalid_input` that names every fault as `observations.N.field`; then nothing is recorded
     */
    async record(observations: readonly NewObservation[], session?: Session): Promise<Recorded> {
      const now = clock.now()
      const found = await subjects.find(observations.map(({ subject }) => subject))
      const issues = observations.flatMap((observation, index) => issuesOf(observation, `observations.${index}`, found, now))
      if (issues.length > 0) throw new AppError('invalid_input', { issues })
      const rows = observations.flatMap((observation) => {
        const about = found.get(subjectKey(observation.subject))
        return about ? [recordOf(observation, about.subject, now, newId('obs'))] : []
      })
      const paths = new Map([...found.values()].map(({ key, path }) => [key, path]))
      // In another's transaction only what that transaction writes itself can be seen.
      await store.ensureHeads(rows, now, session)
      return session ? put(rows, paths, session) : store.transaction((own) => put(rows, paths, own))
    },

    /** Decides between sources. @throws AppError `wrong_state` when none disagree; `conflict` when something was said since */
    async resolve(
      { subject, key, path }: FoundSubject,
      fact: FactName,
      input: { rev: number; observationId: string; reason: string },
      by: string,
      id: string,
    ): Promise<void> {
      const now = clock.now()
      await store.transaction(async (session) => {
        const [head] = await store.heads([key], session)
        const about = (await store.said([key], [fact], session)).get(key)
        if (!head || !about) throw new AppError('wrong_state', { detail: '这项事实还没有任何记录' })
        if (about.resolutions.some((resolution) => resolution.id === id)) return
        if (head.rev !== input.rev) throw new AppError('conflict')
        const { words, state } = derive(factSpec(fact), about.observations, about.resolutions, now)
        if (state !== 'conflict' && state !== 'settled') throw new AppError('wrong_state', { detail: '各个来源说法一致，不需要核定' })
        if (!words.some((word) => word.id === input.observationId))
          throw new AppError('invalid_input', { issues: [{ path: 'body.observationId', message: '请从现在有效的几种说法里选一个' }] })
        const heard = words.map((word) => word.id)
        const resolution = { id, subjectKey: key, fact, observationId: input.observationId, heard, reason: input.reason, by, at: now }
        await store.insertResolution(resolution, session)
        about.resolutions.push(resolution)
        const cases = await store.conflictsOf([subjectKey(subject)], session)
        await write([judge({ head, touched: [fact], said: about, path, cases, now })], now, session)
      })
    },

    /** Tells of facts that ran out, or came into force, since anyone last looked. @returns how many subjects were looked at */
    async retell(): Promise<number> {
      const due = await store.dueHeads(clock.now(), DUE_AT_ONCE)
      for (const { _id, subjectKind, subjectId } of due) {
        const found = await subjects.one({ kind: subjectKind, id: subjectId })
        await store.transaction(async (session) => {
          const now = clock.now()
          const [head] = await store.heads([_id], session)
          if (!head) return
          const touched = (Object.keys(head.facts) as FactName[]).filter((fact) => {
            const changesAt = head.facts[fact]?.changesAt
            return changesAt && changesAt <= now
          })
          const about = (await store.said([_id], touched, session)).get(_id)
          if (touched.length === 0 || !about) return
          const cases = await store.conflictsOf([_id], session)
          await write([judge({ head, touched, said: about, path: found?.path ?? [], cases, now })], now, session)
        })
      }
      return due.length
    },
  }
}
