import type { DeskApplication } from '@minsheng/shared/contracts/policy'
import sharp from 'sharp'
import { key, type SignedIn, staff } from './actors.ts'
import type { TestApp } from './app.ts'
import { dayFromToday } from './bodies.ts'
import type { TestGrid } from './grid.ts'
import { bornFor, knownResident } from './known.ts'

/** A card number with the right check digit, of nobody. */
export const CARD = '6222021234567890128'

export const paperPhoto = () =>
  sharp({ create: { width: 12, height: 8, channels: 3, background: 'white' } })
    .jpeg()
    .toBuffer()

/** A street clerk and a decider of the whole district. */
export async function office(app: TestApp, grid: TestGrid) {
  return {
    clerk: await staff(app, ['street'], null, [grid.streets[0]]),
    decider: await staff(app, ['bureau']),
  }
}
export type Office = Awaited<ReturnType<typeof office>>

/** Someone of 86 whose registered place the clerk saw in the household book: the age allowance is theirs. */
export async function elder(app: TestApp, clerk: SignedIn, grid: TestGrid, registered = true) {
  const { me, record } = await knownResident(app, clerk, grid, { birthDate: bornFor(86) })
  if (registered) await seen(clerk, record.residentId, 'registeredIn', 'district')
  return { me, record }
}

/** A fact that a clerk saw on paper. */
export const seen = (clerk: SignedIn, subjectId: string, fact: 'registeredIn' | 'assistance' | 'disabilityGrade', value: string) =>
  clerk.call('recordObservation', {
    params: { subjectKind: 'person', subjectId, fact },
    body: { value, source: 'document', observedOn: dayFromToday(0), note: '看了证件' },
    idempotencyKey: key(),
  })

/** What the checking of their means came to. */
export const homeSeen = (
  clerk: SignedIn,
  subjectId: string,
  fact: 'householdIncomeFen' | 'householdAssetsFen' | 'vehiclesOwned' | 'homesOwned' | 'suddenHardship',
  value: number | string,
) =>
  clerk.call('recordObservation', {
    params: { subjectKind: 'household', subjectId, fact },
    body: { value, source: 'document', observedOn: dayFromToday(0), note: '看了核对报告' },
    idempotencyKey: key(),
  })

/** Someone who lives alone on so much a month: 低保 is theirs. */
export async function poor(app: TestApp, clerk: SignedIn, grid: TestGrid, incomeFen: number) {
  const { me, record } = await elder(app, clerk, grid)
  for (const fact of ['householdAssetsFen', 'vehiclesOwned', 'homesOwned'] as const) await homeSeen(clerk, record.householdId, fact, 0)
  await homeSeen(clerk, record.householdId, 'householdIncomeFen', incomeFen)
  return { me, record }
}

/** What somebody said at the counter, just now. */
export const spokenNow = () => ({
  words: '知道了，没有意见',
  way: 'counter' as const,
  place: '街道 3 号窗口',
  spokenAt: new Date().toISOString(),
  identifiedBy: 'id_card' as const,
})

export const newCard = { account: 'new' as const, bank: '杭州银行湖滨支行', number: CARD }

/** The age allowance, applied for; or another policy that asks for no paper. */
export const applyForAllowance = async (me: SignedIn, policyId = 'aged-allowance') =>
  (await me.call('submitApplication', { body: { policyId, payTo: newCard, truthful: true }, idempotencyKey: key() })).id

/** Any policy, applied for with a photo of each paper that is asked for. */
export async function applyWithPapers(me: SignedIn, policyId: string): Promise<string> {
  const form = await me.call('getApplicationForm', { params: { policyId } })
  const materials: { name: string; photoIds: string[] }[] = []
  for (const { name } of form.materials.filter(({ needed }) => needed)) {
    const { id } = await me.call('uploadMaterialPhoto', { body: await paperPhoto(), contentType: 'image/jpeg', idempotencyKey: key() })
    materials.push({ name, photoIds: [id] })
  }
  const body = { policyId, materials, payTo: form.payTo ? newCard : null, truthful: true as const }
  return (await me.call('submitApplication', { body, idempotencyKey: key() })).id
}

/** Takes an application to where another person decides it. */
export async function proposed(
  clerk: SignedIn,
  applicationId: string,
  proposal: 'grant' | 'refuse' = 'grant',
  amountFen: number | null = null,
): Promise<DeskApplication> {
  const params = { applicationId }
  const seenNow = await clerk.call('getApplication', { params })
  // What was reopened is accepted already.
  const accepted = seenNow.may.accept ? await clerk.call('acceptApplication', { params, body: { rev: seenNow.rev } }) : seenNow
  const checked = await clerk.call('checkApplication', { params, body: { rev: accepted.rev, words: '核对了户籍登记' } })
  const { rev } = checked
  const body =
    proposal === 'grant'
      ? { proposal, rev, words: '符合条件，建议给予', amountFen }
      : { proposal, rev, words: '按现在的登记，还不符合条件', reasons: [{ requirement: 1, words: '户籍登记不在本区' }] }
  return clerk.call('proposeDecision', { params, body })
}

/** The second person agrees. */
export const agreed = async (decider: SignedIn, applicationId: string): Promise<DeskApplication> => {
  const params = { applicationId }
  const { rev } = await decider.call('getApplication', { params })
  return decider.call('decideApplication', { params, body: { decision: 'agree', rev } })
}
