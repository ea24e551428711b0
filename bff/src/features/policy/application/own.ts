import type { ApplicationForm } from '@minsheng/shared/contracts/policy'
import { AppError, type FieldIssue } from '@minsheng/shared/errors'
import { acceptanceWorkingDays, decisionWorkingDays, reviewWorkingDays } from '@minsheng/shared/law/assistance'
import { valueOn } from '@minsheng/shared/law/parameter'
import type { PolicyStatus } from '@minsheng/shared/policy/rule/language'
import type { Awards, StandingAward } from '@minsheng/shared/policy/rule/subject'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import { maskName } from '@minsheng/shared/units/secret'
import { actorId, type Visitor } from '../../../platform/auth/actor.ts'
import { derivedId } from '../../../platform/crypto/id.ts'
import type { RegisteredHome } from '../subject.ts'
import type { Cases, PolicyCase } from './case.ts'
import { type ApplicationFacts, canDo, type Deed, dueAfter, emptyDossier, type MaterialGiven, sortKeyOf } from './domain.ts'
import { forApplicant } from './fact/present.ts'
import { materialsAsked } from './materials.ts'
import { type Objector, objectionRefusal, withObjection, withTold } from './objecting/domain.ts'
import { givenWords } from './once/domain.ts'
import type { MaterialPhotos } from './photos.ts'
import type { ApplicationChange, ApplicationRecord, ApplicationStore } from './store.ts'
import { stepsAhead } from './story/domain.ts'

/** Who applies, as the bureau knows them. */
export interface Applicant {
  name: string
  path: string[]
}

interface OwnParts {
  cases: Cases
  applications: ApplicationStore
  photos: MaterialPhotos
  applicantOf: (residentId: string) => Promise<Applicant | null>
  /** Ids of the policies that stand awarded to the home. */
  awardedTo: (home: RegisteredHome) => Promise<Awards>
  /** Whoever applied has answered what they were told. */
  applied: (accountId: string, policyId: string, at: Date) => Promise<unknown>
  clock: Clock
}

export interface Wish {
  policyId: string
  materials: MaterialGiven[]
  payTo: { account: 'held' } | { account: 'new'; bank: string; number: string } | null
  note: string | null
}

/** Received, by the rules or as awarded: what is given only once does not stand, it was given. */
const isStanding = (award: StandingAward | undefined, status?: PolicyStatus) =>
  (award !== undefined && award.given === undefined) || (award === undefined && status === 'enjoying')

const issue = (path: string, message: string) => new AppError('invalid_input', { issues: [{ path, message }] })
const wrongState = (detail: string) => new AppError('wrong_state', { detail })

export type OwnApplications = ReturnType<typeof createOwnApplications>

/** What a person does about their own application, or another does for them. */
export function createOwnApplications({ cases, applications, photos, applicantOf, awardedTo, applied, clock }: OwnParts) {
  const today = () => shanghaiDate(clock.now())

  /** @throws AppError `not_found` when there is no such policy */
  async function caseOf(policyId: string, home: RegisteredHome, visitor: Visitor): Promise<PolicyCase> {
    const found = await cases.of(policyId, home, today())
    if (!found || found.decision.status === 'upcoming') throw new AppError('not_found')
    if (visitor.actingBy?.ward && found.policy.subject === 'household') throw wrongState('这一项按家庭申请，请回到您自己，用您的名义申请')
    return found
  }

  /** @throws AppError `wrong_state` when it is for a household and the register knows of none */
  function subjectOf({ policy }: PolicyCase, home: RegisteredHome): Pick<ApplicationFacts, 'subjectKind' | 'subjectId'> {
    if (policy.subject === 'person') return { subjectKind: 'person', subjectId: home.me }
    if (home.householdId === null) throw wrongState('这一项按家庭申请，登记里还没有您的家庭，请联系社区网格员登记')
    return { subjectKind: 'household', subjectId: home.householdId }
  }
  const openKeyOf = (policyId: string, subject: Pick<ApplicationFacts, 'subjectKind' | 'subjectId'>) =>
    `${policyId}|${subject.subjectKind}.${subject.subjectId}`

  const needsAccount = ({ policy, decision }: PolicyCase) => policy.benefit === 'cash' && decision.version.payout !== null

  const asked = ({ policy, facts }: PolicyCase) =>
    materialsAsked(
      policy.materials,
      (fact) => facts.some((known) => known.fact === fact && known.isOwn && known.source !== 'declared'),
      policy.applying === 'automatic',
    )

  /** @throws AppError `invalid_input` that names every photo that is not theirs */
  async function checkPhotos(materials: readonly MaterialGiven[], accountIds: readonly string[]): Promise<void> {
    const owned = await photos.owned(
      materials.flatMap(({ photoIds }) => photoIds),
      accountIds,
    )
    const issues = materials.flatMap(({ photoIds }, index): FieldIssue[] =>
      photoIds.flatMap((photoId, at) =>
        owned.has(photoId) ? [] : [{ path: `body.materials.${index}.photoIds.${at}`, message: '没有找到这张照片，请重新上传' }],
      ),
    )
    if (issues.length > 0) throw new AppError('invalid_input', { issues })
  }

  /** In whose name the card is: one's own; of a child, the guardian's who applies. @throws AppError `record_needed` */
  async function payeeOf(applicant: Applicant, { actingBy }: Visitor): Promise<string> {
    if (!actingBy?.ward) return applicant.name
    const guardian = await applicantOf(actingBy.ward.guardianId)
    if (!guardian) throw new AppError('record_needed')
    return guardian.name
  }

  /** The card used last in that name: for the person, or by a guardian for themself. */
  async function heldFor(home: RegisteredHome, { accountId, actingBy }: Visitor, name: string): Promise<ApplicationRecord | null> {
    const held = await applications.lastPaidTo(home.me, accountId)
    if (!actingBy?.ward) return held
    if (held?.accountName?.reveal() === name) return held
    const own = await applications.lastPaidTo(actingBy.ward.guardianId, actingBy.accountId)
    return own?.accountName?.reveal() === name ? own : null
  }

  /** Where it is paid, or what has to be filled in. @throws AppError `invalid_input` at `body.payTo` */
  async function accountOf(found: PolicyCase, wish: Wish, visitor: Visitor, home: RegisteredHome, applicant: Applicant) {
    const none = { bank: null, accountName: null, accountNumber: null }
    if (!needsAccount(found)) return none
    if (wish.payTo === null) throw issue('body.payTo', '请填写收款的银行卡')
    const name = await payeeOf(applicant, visitor)
    if (wish.payTo.account === 'new') return { bank: wish.payTo.bank, accountName: name, accountNumber: wish.payTo.number }
    const held = await heldFor(home, visitor, name)
    if (!held?.accountNumber) throw issue('body.payTo', '还没有用过的银行卡，请填写一张')
    return { bank: held.bank, accountName: name, accountNumber: held.accountNumber.reveal() }
  }

  async function step(seen: ApplicationRecord, deed: Deed, rev: number, by: string, change: ApplicationChange): Promise<ApplicationRecord> {
    const state = change.state ?? seen.state
    const at = clock.now()
    const moved = await applications.change({ _id: seen._id, rev, state: seen.state }, change, { at, by, deed, to: state })
    if (!moved) throw new AppError('conflict')
    return moved
  }

  return {
    async form(policyId: string, home: RegisteredHome, visitor: Visitor): Promise<ApplicationForm> {
      const found = await caseOf(policyId, home, visitor)
      const { policy } = found
      const applicant = await applicantOf(home.me)
      if (!applicant) throw new AppError('record_needed')
      const payee = await payeeOf(applicant, visitor)
      const held = needsAccount(found) ? await heldFor(home, visitor, payee) : null
      const subject = policy.subject === 'household' && home.householdId === null ? null : subjectOf(found, home)
      const date = today()
      const given = subject && (await cases.givenBefore(found, subject.subjectId, null))
      return {
        policyId,
        title: policy.title,
        summary: policy.summary,
        ofHousehold: policy.subject === 'household',
        applying: policy.applying,
        computed: found.computed,
        facts: forApplicant(found.facts),
        materials: asked(found),
        payTo: needsAccount(found)
          ? { nameMasked: maskName(payee), heldMasked: held?.accountNumber?.masked ?? null, heldBank: held?.bank ?? null }
          : null,
        openId: subject && (await applications.openFor(openKeyOf(policyId, subject))),
        enjoying: given === null && isStanding((await awardedTo(home))[policyId], found.decision.status),
        given: given && givenWords(found, given),
        steps: stepsAhead(
          {
            accept: valueOn(acceptanceWorkingDays, date),
            review: valueOn(reviewWorkingDays, date),
            decide: valueOn(decisionWorkingDays, date),
          },
          policy.applying === 'automatic',
        ),
      }
    },
    /** @throws AppError `already_exists` | `wrong_state` | `invalid_input` */
    async submit(wish: Wish, home: RegisteredHome, visitor: Visitor, seed: string): Promise<ApplicationRecord> {
      const _id = derivedId('pap', seed)
      const made = await applications.application(_id)
      if (made) return made
      const found = await caseOf(wish.policyId, home, visitor)
      const { policy } = found
      const applicant = await applicantOf(home.me)
      if (!applicant) throw new AppError('record_needed')
      const subject = subjectOf(found, home)
      const given = await cases.givenBefore(found, subject.subjectId, null)
      if (given) throw new AppError('already_exists', { detail: givenWords(found, given) })
      if (isStanding((await awardedTo(home))[wish.policyId]))
        throw new AppError('already_exists', { detail: '这一项您已经在享受，不用再申请' })
      const needed = asked(found).filter((material) => material.needed)
      const missing = needed.filter(({ name }) => !wish.materials.some((given) => given.name === name && given.photoIds.length > 0))
      if (missing.length > 0) {
        throw new AppError('invalid_input', {
          issues: missing.map(({ name }) => ({ path: 'body.materials', message: `请拍“${name}”的照片` })),
        })
      }
      await checkPhotos(wish.materials, visitor.ownerIds)
      const account = await accountOf(found, wish, visitor, home, applicant)
      const now = clock.now()
      const due = dueAfter('submit', { dueOn: null, dueProvisional: false, reviewLeft: null }, today())
      const inserted = await applications.insert({
        _id,
        policyId: policy.id,
        ...subject,
        residentId: home.me,
        accountId: visitor.accountId,
        byProxy: visitor.actingBy !== undefined && visitor.actingBy.ward === undefined,
        guardianId: visitor.actingBy?.ward?.guardianId ?? null,
        applicantName: applicant.name,
        path: applicant.path,
        automatic: policy.applying === 'automatic',
        state: 'submitted',
        openKey: openKeyOf(policy.id, subject),
        ...due,
        sortKey: sortKeyOf('submitted', due.dueOn, today()),
        isObjected: false,
        materials: wish.materials.filter(({ photoIds }) => photoIds.length > 0),
        ...account,
        dossier: emptyDossier(wish.note === '' ? null : wish.note),
        proposedBy: null,
        decidedBy: null,
        handledBy: [],
        history: [{ at: now, by: actorId(visitor), deed: 'submit', to: 'submitted' }],
        rev: 0,
        createdAt: now,
      })
      if (inserted) await applied(visitor.accountId, policy.id, now)
      if (!inserted) throw new AppError('already_exists', { detail: '这一项已经有一份申请正在办，请在“我的申请”里看进展' })
      return inserted
    },
    async supplement(
      seen: ApplicationRecord,
      given: { rev: number; materials: MaterialGiven[]; note: string | null },
      visitor: Visitor,
    ): Promise<ApplicationRecord> {
      if (!canDo('supplement', seen.state)) throw wrongState('这份申请现在不用补材料')
      if (given.materials.every(({ photoIds }) => photoIds.length === 0) && !given.note)
        throw issue('body.materials', '请至少补一张照片，或写一句说明')
      await checkPhotos(given.materials, visitor.ownerIds)
      const due = dueAfter('supplement', seen, today())
      const { supplement } = seen.dossier
      return step(seen, 'supplement', given.rev, actorId(visitor), {
        state: 'accepted',
        ...due,
        sortKey: sortKeyOf('accepted', due.dueOn, today()),
        materials: merged(seen.materials, given.materials),
        dossier: {
          ...seen.dossier,
          supplement: supplement && { ...supplement, answeredAt: clock.now().toISOString(), note: given.note },
        },
      })
    },
    async withdraw(seen: ApplicationRecord, rev: number, visitor: Visitor): Promise<ApplicationRecord> {
      if (!canDo('withdraw', seen.state)) throw wrongState('这份申请已经办完，不能撤回')
      return step(seen, 'withdraw', rev, actorId(visitor), {
        state: 'withdrawn',
        openKey: null,
        ...dueAfter('withdraw', seen, today()),
        sortKey: sortKeyOf('withdrawn', null, today()),
      })
    },
    /** @throws AppError `wrong_state` when it is too late, or one is open */
    async object(
      seen: ApplicationRecord,
      { rev, words }: { rev: number; words: string },
      visitor: Visitor,
      by: Objector,
    ): Promise<ApplicationRecord> {
      const refusal = objectionRefusal(seen, today(), by.residentId)
      if (refusal) throw wrongState(refusal)
      const dossier = withObjection(seen.dossier, { ...by, words, at: clock.now().toISOString() }, today())
      return step(seen, 'object', rev, actorId(visitor), {
        isObjected: true,
        // It presses like any open one.
        sortKey: `a${dossier.objection?.dueOn}`,
        dossier,
      })
    },
    /** Another grown-up of the household sees the decision: from that day their own days count. */
    async sawDecision(seen: ApplicationRecord, residentId: string): Promise<ApplicationRecord> {
      const { decision } = seen.dossier
      const told = decision && residentId !== seen.residentId ? withTold(decision, residentId, today()) : null
      if (!told) return seen
      const dossier = { ...seen.dossier, decision: told }
      await applications.noteTold(seen, dossier)
      return { ...seen, dossier }
    },
  }
}

/** Photos of the same paper stand together. */
function merged(before: readonly MaterialGiven[], more: readonly MaterialGiven[]): MaterialGiven[] {
  const all = new Map(before.map(({ name, photoIds }) => [name, photoIds]))
  for (const { name, photoIds } of more) if (photoIds.length > 0) all.set(name, [...(all.get(name) ?? []), ...photoIds])
  return [...all].map(([name, photoIds]) => ({ name, photoIds }))
}
