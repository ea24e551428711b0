import type { Consent, ConsentKind, Ward } from '@minsheng/shared/contracts/privacy'
import { AppError } from '@minsheng/shared/errors'
import { valueOn } from '@minsheng/shared/law/parameter'
import { guardianAge } from '@minsheng/shared/law/personal-data'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import { newId } from '../../../platform/crypto/id.ts'
import type { OwnRecords } from '../../people/index.ts'
import type { LinkPort } from '../link.ts'
import { consentState, holds } from './domain.ts'
import type { ConsentStore } from './store.ts'
import { consentWords, guardianText } from './text.ts'

interface ConsentParts {
  consents: ConsentStore
  port: LinkPort
  own: Pick<OwnRecords, 'age' | 'housematesOf'>
  clock: Clock
}

export type ConsentDesk = ReturnType<typeof createConsentDesk>

/** An adult speaks for a child of their own household. */
const ADULT = 18

export function createConsentDesk({ consents, port, own, clock }: ConsentParts) {
  const of = async (accountId: string, kind: ConsentKind) => (await consents.ofAccount(accountId)).filter((row) => row.kind === kind)
  const stateOf = async (accountId: string, kind: ConsentKind) => consentState(await of(accountId, kind), consentWords[kind].version)

  async function show(accountId: string, kind: ConsentKind): Promise<Consent> {
    const acts = await of(accountId, kind)
    const { title, version, paragraphs, afterwards } = consentWords[kind]
    return {
      kind,
      title,
      text: { version, paragraphs },
      state: consentState(acts, version),
      afterwards,
      history: acts.map(({ createdAt, what, textVersion }) => ({ at: createdAt.toISOString(), what, textVersion })).reverse(),
    }
  }

  const record = (
    accountId: string,
    kind: ConsentKind | 'guardian',
    what: 'given' | 'withdrawn',
    textVersion: string,
    residentId: string | null,
  ) => consents.insert({ _id: newId('con'), accountId, residentId, kind, what, textVersion, createdAt: clock.now() })

  const tooYoung = (age: number) => age < valueOn(guardianAge, shanghaiDate(clock.now()))

  async function needsGuardian(residentId: string): Promise<boolean> {
    const age = await own.age(residentId)
    if (age === null || !tooYoung(age)) return false
    return !holds(consentState(await consents.forChild(residentId), guardianText.version))
  }

  /** The children of the reader's household, when the reader is a grown-up who is known to live there. */
  async function wards(accountId: string): Promise<Ward[]> {
    const reader = holds(await stateOf(accountId, 'resident_link')) ? await port.residentOf(accountId) : 'not_found'
    if (typeof reader === 'string' || ((await own.age(reader.residentId)) ?? 0) < ADULT) return []
    const children = (await own.housematesOf(reader.residentId)).filter(({ age }) => tooYoung(age))
    return Promise.all(
      children.map(async ({ residentId, nameMasked, age }) => {
        const last = (await consents.forChild(residentId)).at(-1)
        return {
          id: residentId,
          nameMasked,
          age,
          state: last?.what ?? ('none' as const),
          byMe: last?.accountId === accountId,
          at: last?.createdAt.toISOString() ?? null,
        }
      }),
    )
  }

  /** @throws AppError `not_found` for a child of another household, or none */
  async function ward(accountId: string, residentId: string): Promise<Ward> {
    const found = (await wards(accountId)).find(({ id }) => id === residentId)
    if (!found) throw new AppError('not_found')
    return found
  }

  return {
    agreed: async (accountId: string) => holds(await stateOf(accountId, 'resident_link')),
    needsGuardian,
    list: (accountId: string) => Promise.all((Object.keys(consentWords) as ConsentKind[]).map((kind) => show(accountId, kind))),
    async give(accountId: string, kind: ConsentKind, textVersion: string): Promise<Consent> {
      if (textVersion !== consentWords[kind].version) throw new AppError('consent_text_changed')
      const found = await port.residentOf(accountId)
      if (typeof found !== 'string' && (await needsGuardian(found.residentId))) throw new AppError('guardian_needed')
      if ((await stateOf(accountId, kind)) !== 'given') await record(accountId, kind, 'given', textVersion, null)
      return show(accountId, kind)
    },
    async withdraw(accountId: string, kind: ConsentKind): Promise<Consent> {
      if (!holds(await stateOf(accountId, kind))) throw new AppError('wrong_state', { detail: '您没有同意过，不用撤回' })
      await record(accountId, kind, 'withdrawn', consentWords[kind].version, null)
      return show(accountId, kind)
    },
    wards,
    async giveForChild(accountId: string, residentId: string, textVersion: string): Promise<Ward> {
      if (textVersion !== guardianText.version) throw new AppError('consent_text_changed')
      const child = await ward(accountId, residentId)
      if (child.state !== 'given') await record(accountId, 'guardian', 'given', textVersion, residentId)
      return ward(accountId, residentId)
    },
    async withdrawForChild(accountId: string, residentId: string): Promise<Ward> {
      const child = await ward(accountId, residentId)
      // Any guardian of the household may withdraw: a child is better shown too little than too much.
      if (child.state !== 'given') throw new AppError('wrong_state', { detail: '现在没有同意，不用撤回' })
      await record(accountId, 'guardian', 'withdrawn', guardianText.version, residentId)
      return ward(accountId, residentId)
    },
  }
}
