import { createClient } from '@minsheng/shared/client'
import { type Contracts, contracts } from '@minsheng/shared/contracts/index'
import { idNumberCheckCharacter } from '@minsheng/shared/units/id-number'
import { inject } from 'vitest'
import '../../scripts/testing/provided-context.ts'
import { type DemoStaff, demoStaff } from '../admin/staff-browser.ts'
import { httpTransport } from '../weapp/staff.ts'
import { freshPhone } from './sms.ts'

/** Someone in the register of 湖滨, by the street's clerk. */
export interface Known {
  name: string
  idNumber: string
  phone: string
}

const clientWith = (base: string, token: string | null) => createClient<Contracts>(contracts, httpTransport(base), () => token)

/** As one of the demo staff, through the same API as the panel. */
export async function callsAs(base: string, who: DemoStaff) {
  const { accessToken } = await clientWith(base, null)('signInStaff', { body: demoStaff[who] })
  return clientWith(base, accessToken)
}

/** A ticket with which 浙里办 says who this is; good once. */
export async function zlbTicket({ name, idNumber, phone }: Known): Promise<string> {
  const answer = await fetch(`${inject('system').standIns.hub}/_control/zlb-tickets`, {
    method: 'POST',
    body: JSON.stringify({ kind: 'ticket', person: { name, idNumber, phone } }),
  })
  return ((await answer.json()) as { ticket: string }).ticket
}

/** As this person, come in from 浙里办, who agreed to be matched with the register. */
export async function callsOf(base: string, known: Known) {
  const { accessToken: guest } = await clientWith(base, null)('openGuestSession', { body: { channel: 'h5' } })
  const ticket = await zlbTicket(known)
  const { accessToken } = await clientWith(base, guest)('signInByZlb', { body: { kind: 'ticket', ticket } })
  const call = clientWith(base, accessToken)
  const [consent] = (await call('listMyConsents')).items
  await call('giveConsent', { params: { kind: 'resident_link' }, body: { textVersion: consent?.text.version ?? '' } })
  return call
}

export const todayHere = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)

/** What the street's clerk saw in the household book. */
export async function registeredPlaceSeen(base: string, subjectId: string, value: 'district' | 'elsewhere'): Promise<void> {
  const call = await callsAs(base, 'street')
  await call('recordObservation', {
    params: { subjectKind: 'person', subjectId, fact: 'registeredIn' },
    body: { value, source: 'document', observedOn: todayHere(), note: '看了户口簿' },
    idempotencyKey: crypto.randomUUID(),
  })
}

/**
 * A woman of 87, or of other years, whom the register knows, with the household book seen.
 * @param sequence of her number: even, and no one else's @param name no one else's either, for at the desk she is a name with a star
 */
export async function registered(
  base: string,
  sequence: string,
  name: string,
  years = 87,
): Promise<Known & { residentId: string; householdId: string }> {
  const call = await callsAs(base, 'street')
  const birthDate = `${Number(todayHere().slice(0, 4)) - years}-01-15`
  const head = `330199${birthDate.replaceAll('-', '')}${sequence}`
  const known: Known = { name, idNumber: `${head}${idNumberCheckCharacter(head)}`, phone: freshPhone() }
  const { items } = await call('listPlaces', { query: { parentId: 'plc_s2c1g1b1', limit: 1 } })
  const placeId = items[0]?.id ?? ''
  const household = await call('createHousehold', { body: { placeId }, idempotencyKey: crypto.randomUUID() })
  const facts = { ...known, birthDate: null, sex: null, registeredAddress: '演示省演示市户籍路 8 号' }
  const { id: residentId } = await call('createResident', {
    body: { householdId: household.id, relation: 'head', from: '2021-05-01', facts, source: 'visit' },
    idempotencyKey: crypto.randomUUID(),
  })
  await registeredPlaceSeen(base, residentId, 'district')
  return { ...known, residentId, householdId: household.id }
}

/** A child of hers of one year, with the household book seen. */
export async function childOf(base: string, { householdId }: { householdId: string }, name: string): Promise<void> {
  const call = await callsAs(base, 'street')
  const birthDate = `${Number(todayHere().slice(0, 4)) - 1}-01-15`
  const facts = { name, idNumber: null, phone: null, birthDate, sex: 'female' as const, registeredAddress: null }
  const { id } = await call('createResident', {
    body: { householdId, relation: 'child', from: birthDate, facts, source: 'visit' },
    idempotencyKey: crypto.randomUUID(),
  })
  await registeredPlaceSeen(base, id, 'district')
}

const CARD = '6222021234567890128'

/** An allowance that two people of the office granted. */
export async function granted(base: string, known: Known): Promise<void> {
  const me = await callsOf(base, known)
  const payTo = { account: 'new' as const, bank: '杭州银行湖滨支行', number: CARD }
  const body = { policyId: 'aged-allowance', payTo, truthful: true as const }
  const { id: applicationId } = await me('submitApplication', { body, idempotencyKey: crypto.randomUUID() })
  const params = { applicationId }
  const clerk = await callsAs(base, 'street')
  const accepted = await clerk('acceptApplication', { params, body: { rev: 0 } })
  const checked = await clerk('checkApplication', { params, body: { rev: accepted.rev, words: '核对了户籍登记' } })
  const proposal = { proposal: 'grant' as const, rev: checked.rev, words: '符合条件，建议给予' }
  const { rev } = await clerk('proposeDecision', { params, body: proposal })
  await (await callsAs(base, 'admin'))('decideApplication', { params, body: { decision: 'agree', rev } })
}
