import { useAccount } from '../../platform/use-session.ts'
import { type Ability, can, seesAllCharities } from './abilities.ts'

/** What the person who is signed in may do, and which charity is theirs. */
export function useAbilities() {
  const { roles, charityId } = useAccount()
  return {
    can: (ability: Ability) => can(roles, ability),
    seesAllCharities: seesAllCharities(roles),
    charityId,
  }
}
