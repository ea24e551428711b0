import type { Visitor, Ward } from '../../../platform/auth/actor.ts'
import { derivedId } from '../../../platform/crypto/id.ts'
import type { NewMessage } from '../../message/index.ts'
import type { Guardians, HomeChild } from '../../people/index.ts'
import type { HouseholdMember } from '../award/domain.ts'
import type { HomeOf } from '../own-home.ts'

interface WardParts {
  guardians: Guardians
  /** Who lives in a household now. */
  membersOf: (householdId: string) => Promise<HouseholdMember[]>
  home: (residentId: string) => Promise<{ householdId: string | null } | null>
  homeOf: HomeOf
  /** The account that is proven to be a resident's; null: they have none. */
  accountOf: (residentId: string) => Promise<string | null>
  /** The child for whom guardians applied under an account; null: it is no child's. */
  childOf: (accountId: string) => Promise<string | null>
}

/** A child as their guardian acts for them: the account under which what is theirs is kept, and all that are theirs. */
type WardOf = Ward & { accountId: string; ownerIds: string[] }

export type Wards = ReturnType<typeof createWards>

/** The account that others act for a resident by, who has none of their own. */
export const heldAccount = (residentId: string): string => derivedId('acc', `resident|${residentId}`)

/** Children, and the grown-ups who speak for them. */
export function createWards({ guardians, membersOf, home, homeOf, accountOf, childOf }: WardParts) {
  const accountFor = async (residentId: string) => (await accountOf(residentId)) ?? heldAccount(residentId)

  /** In one's own name alone: nobody is a guardian through another. */
  async function homeOfOwn(visitor: Visitor) {
    return visitor.actingBy ? null : (await homeOf(visitor)).home
  }

  return {
    accountFor,
    /** Every child of the visitor's home, those of others and those of nobody known among them, with the visitor as a resident. */
    async around(visitor: Visitor): Promise<{ me: string; householdId: string; children: HomeChild[] } | null> {
      const home = await homeOfOwn(visitor)
      if (!home || home.householdId === null) return null
      return { me: home.me, householdId: home.householdId, children: await guardians.childrenIn(home.householdId) }
    },
    /** Null: not their guardian by the register, or of full age. */
    async wardOf(visitor: Visitor, childId: string): Promise<WardOf | null> {
      const home = await homeOfOwn(visitor)
      if (!home || !(await guardians.of(childId)).includes(home.me)) return null
      const accountId = await accountFor(childId)
      return { residentId: childId, guardianId: home.me, accountId, ownerIds: [...new Set([accountId, heldAccount(childId)])] }
    },
    /** Who may be paid for a child: their guardians now, or themself once they are of full age. */
    async payeesOf(childId: string): Promise<HouseholdMember[]> {
      const householdId = (await home(childId))?.householdId ?? null
      if (householdId === null) return []
      const [members, children] = await Promise.all([membersOf(householdId), guardians.childrenIn(householdId)])
      const ids = children.find(({ residentId }) => residentId === childId)?.guardianIds ?? [childId]
      return members.filter(({ residentId }) => ids.includes(residentId))
    },
    /**
     * To whom a message really goes: what is about a child, to whoever speaks for them now. Nothing is sent twice: each has a key
     * of their own.
     */
    async audienceOf(message: NewMessage): Promise<NewMessage[]> {
      const childId = await childOf(message.to)
      if (childId === null) return [message]
      // Theirs too: once they are grown nobody else is told.
      const accounts = await Promise.all([...(await guardians.of(childId)), childId].map(accountOf))
      const own = accounts.at(-1) ?? null
      const to = [...new Set(accounts.filter((accountId) => accountId !== null && accountId !== message.to))] as string[]
      const theirs = to.map((accountId) => ({
        ...message,
        id: `${message.id}:${accountId}`,
        to: accountId,
        title: accountId === own ? message.title : message.title.replace(/^您的/, '您家孩子的'),
        link: '/packages/policy/list/index?of=mine',
      }))
      return [message, ...theirs]
    },
  }
}
