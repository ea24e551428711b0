import { createClient } from '@minsheng/shared/client'
import { type Contracts, contracts } from '@minsheng/shared/contracts/index'
import { idNumberCheckCharacter } from '@minsheng/shared/units/id-number'
import { freshPhone } from './sms.ts'

/** Someone in the register of 湖滨, by the street's clerk. */
export interface Known {
  name: string
  idNumber: string
  phone: string
}

/** As the street's clerk, through the same API as the panel. */
async function clerkCalls(base: string) {
  const client = (token: string | null) =>
    createClient<Contracts>(
      contracts,
      async ({ method, url, headers, body }) => {
        const answer = await fetch(new URL(url, base), { method, headers, ...(body === undefined ? {} : { body: body as string }) })
        return { status: answer.status, header: (name) => answer.headers.get(name), data: (await answer.json()) as unknown }
      },
      () => token,
    )
  const { accessToken } = await client(null)('signInStaff', { body: { username: 'street', password: 'Demo-street-2026' } })
  return client(accessToken)
}

/**
 * A woman of 87 whom the register knows, with the household book seen.
 * @param sequence of her number: even, and no one else's @param name no one else's either, for at the desk she is a name with a star
 */
export async function registered(base: string, sequence: string, name: string): Promise<Known> {
  const call = await clerkCalls(base)
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
  const birthDate = `${Number(today.slice(0, 4)) - 87}-01-15`
  const head = `330199${birthDate.replaceAll('-', '')}${sequence}`
  const known: Known = { name, idNumber: `${head}${idNumberCheckCharacter(head)}`, phone: freshPhone() }
  const { items } = await call('listPlaces', { query: { parentId: 'plc_s2c1g1b1', limit: 1 } })
  const placeId = items[0]?.id ?? ''
  const household = await call('createHousehold', { body: { placeId }, idempotencyKey: crypto.randomUUID() })
  const facts = { ...known, birthDate: null, sex: null, registeredAddress: '演示省演示市户籍路 8 号' }
  const { id: subjectId } = await call('createResident', {
    body: { householdId: household.id, relation: 'head', from: '2021-05-01', facts, source: 'visit' },
    idempotencyKey: crypto.randomUUID(),
  })
  await call('recordObservation', {
    params: { subjectKind: 'person', subjectId, fact: 'registeredIn' },
    body: { value: 'district', source: 'document', observedOn: today, note: '看了户口簿' },
    idempotencyKey: crypto.randomUUID(),
  })
  return known
}
