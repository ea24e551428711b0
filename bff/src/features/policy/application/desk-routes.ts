import { policyContract as contract, type DeskApplication } from '@minsheng/shared/contracts/policy'
import { AppError } from '@minsheng/shared/errors'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import { type Actor, actorId } from '../../../platform/auth/actor.ts'
import { decodeTextCursor, toTextPage } from '../../../platform/db/cursor.ts'
import { createRateLimit } from '../../../platform/http/rate-limit.ts'
import { nothing, type Route, route } from '../../../platform/http/route.ts'
import { purposeWords } from '../../people/index.ts'
import { deskScope, mayDecide, mayHandle, mayReadApplication, mayReadApplications } from './access.ts'
import type { ApplicationDesk } from './desk.ts'
import type { MaterialPhotos } from './photos.ts'
import { presentDesk, presentRow } from './present.ts'
import type { ApplicationRecord, ApplicationStore } from './store.ts'

export interface DeskRouteParts {
  desk: ApplicationDesk
  applications: ApplicationStore
  photos: MaterialPhotos
  titleOf: (policyId: string) => string
  placeNames: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>
  staffNames: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>
  clock: Clock
}

const COMMUNITY = 2
/** Of everybody who isn't staff. */
const APPLICANT = '申请人'

/** 救助申请: the desk of the street and of the district. */
export function applicationDeskRoutes({ desk, applications, photos, titleOf, placeNames, staffNames, clock }: DeskRouteParts): Route[] {
  const revealLimit = createRateLimit(30, 60)
  const today = () => shanghaiDate(clock.now())
  const load = ({ params }: { params: { applicationId: string } }) => applications.application(params.applicationId)

  async function communityOf(rows: readonly ApplicationRecord[]) {
    const names = await placeNames(rows.flatMap(({ path }) => path.slice(COMMUNITY, COMMUNITY + 1)))
    return ({ path }: ApplicationRecord) => names.get(path[COMMUNITY] ?? '') ?? ''
  }

  async function detail(seen: ApplicationRecord, actor: Actor): Promise<DeskApplication> {
    const [found, community, names] = await Promise.all([
      desk.caseOf(seen),
      communityOf([seen]),
      staffNames([...new Set(seen.history.map(({ by }) => by))]),
    ])
    return presentDesk(seen, {
      title: titleOf(seen.policyId),
      communityName: community(seen),
      today: today(),
      found,
      nameOf: (accountId) => names.get(accountId) ?? APPLICANT,
      reader: actorId(actor),
      mayHandle: mayHandle(actor, seen),
      mayDecide: mayDecide(actor, seen),
    })
  }

  return [
    route({
      operation: contract.listApplications,
      load: nothing,
      allow: mayReadApplications,
      audit: { action: 'application.list', subject: () => 'policy_applications' },
      run: async ({ query, actor }) => {
        const scope = { ...deskScope(actor), state: query.state, objected: query.objected === 'yes', policyId: query.policyId }
        const [rows, counts] = await Promise.all([
          applications.list(scope, decodeTextCursor(query.cursor), query.limit),
          applications.counts(scope, today()),
        ])
        const page = toTextPage(rows, query.limit, ({ sortKey, _id }) => `${sortKey}.${_id}`)
        const community = await communityOf(page.rows)
        return {
          items: page.rows.map((seen) =>
            presentRow(seen, { title: titleOf(seen.policyId), communityName: community(seen), today: today() }),
          ),
          nextCursor: page.nextCursor,
          ...counts,
        }
      },
    }),
    route({
      operation: contract.getApplication,
      load,
      allow: mayReadApplication,
      // By the person, so that they find it among who looked at their data.
      audit: { action: 'application.read', subject: (seen) => seen.residentId },
      run: ({ actor }, seen) => detail(seen, actor),
    }),
    route({
      operation: contract.getMaterialPhoto,
      load: async ({ params }) => {
        const seen = await load({ params })
        // A photo of another application is none of this one.
        return seen?.materials.some(({ photoIds }) => photoIds.includes(params.photoId)) ? seen : null
      },
      allow: mayReadApplication,
      audit: { action: 'application-photo.read', subject: (seen) => seen.residentId },
      run: async ({ params }) => {
        const content = await photos.read(params.photoId)
        if (!content) throw new AppError('not_found')
        return { content, contentType: 'image/jpeg' }
      },
    }),
    route({
      operation: contract.revealApplicationAccount,
      load: async ({ params, body }) => {
        const seen = await load({ params })
        return seen && { seen, body }
      },
      allow: (actor, { seen }) => mayReadApplication(actor, seen),
      audit: {
        action: 'application.reveal',
        subject: ({ seen }) => seen.residentId,
        reason: ({ body }) => (body.note ? `${purposeWords[body.purpose]}：${body.note}` : purposeWords[body.purpose]),
      },
      run: async ({ actor, body }, { seen }) => {
        await revealLimit.spend(actorId(actor))
        if (body.purpose === 'other' && (body.note ?? '').length < 2)
          throw new AppError('invalid_input', { issues: [{ path: 'body.note', message: '请写明查看的用途' }] })
        if (!seen.accountNumber) throw new AppError('wrong_state', { detail: '这份申请不用银行卡' })
        return { name: seen.accountName?.reveal() ?? '', bank: seen.bank ?? '', number: seen.accountNumber.reveal() }
      },
    }),
    route({
      operation: contract.acceptApplication,
      load,
      allow: mayHandle,
      audit: { action: 'application.accept', subject: (seen) => seen._id },
      run: async ({ body, actor }, seen) => detail(await desk.accept(seen, body, actorId(actor)), actor),
    }),
    route({
      operation: contract.askSupplement,
      load,
      allow: mayHandle,
      audit: { action: 'application.ask-supplement', subject: (seen) => seen._id },
      run: async ({ body, actor }, seen) => detail(await desk.askSupplement(seen, body, actorId(actor)), actor),
    }),
    route({
      operation: contract.checkApplication,
      load,
      allow: mayHandle,
      audit: { action: 'application.check', subject: (seen) => seen._id },
      run: async ({ body, actor }, seen) => detail(await desk.check(seen, body, actorId(actor)), actor),
    }),
    route({
      operation: contract.proposeDecision,
      load,
      allow: mayHandle,
      audit: { action: 'application.propose', subject: (seen) => seen._id },
      run: async ({ body, actor }, seen) => {
        const reasons = body.proposal === 'refuse' ? body.reasons : []
        const amountFen = body.proposal === 'grant' ? body.amountFen : null
        const word = { rev: body.rev, grant: body.proposal === 'grant', amountFen, words: body.words, reasons }
        return detail(await desk.propose(seen, word, actorId(actor)), actor)
      },
    }),
    route({
      operation: contract.decideApplication,
      load,
      allow: mayDecide,
      audit: { action: 'application.decide', subject: (seen) => seen._id },
      run: async ({ body, actor }, seen) => {
        const word = { rev: body.rev, agree: body.decision === 'agree', words: body.decision === 'return' ? body.words : null }
        return detail(await desk.decide(seen, word, actorId(actor)), actor)
      },
    }),
    route({
      operation: contract.answerObjection,
      load,
      allow: mayDecide,
      audit: { action: 'application.answer-objection', subject: (seen) => seen._id },
      run: async ({ body, actor }, seen) => detail(await desk.answerObjection(seen, body, actorId(actor)), actor),
    }),
  ]
}
