import type { Clock } from '@minsheng/shared/units/clock'
import type { NamedContactPort } from '../../ports/named-contact.ts'
import type { Persons } from '../identity/index.ts'
import { stateAt } from './domain.ts'
import type { ProxyStore } from './store.ts'
import { tellsInstead } from './text.ts'

interface Parts {
  proxies: Pick<ProxyStore, 'ofElder'>
  persons: Pick<Persons, 'phoneNumber'>
  clock: Clock
}

/** Who is told for an elder without a phone: whom they let see their messages, longest ago, if both agreed to that text. */
export function createNamedContact({ proxies, persons, clock }: Parts): NamedContactPort {
  return {
    async phoneFor(accountId) {
      const now = clock.now()
      const named = (await proxies.ofElder(accountId))
        .filter((held) => stateAt(held, now) === 'active' && held.scopes.includes('messages'))
        .filter(({ consents }) =>
          (['elder', 'proxy'] as const).every((side) =>
            consents.some(({ who, textVersion }) => who === side && textVersion >= tellsInstead),
          ),
        )
        .sort((one, other) => (one.acceptedAt?.getTime() ?? 0) - (other.acceptedAt?.getTime() ?? 0))
      for (const { proxyAccountId } of named) {
        const phone = proxyAccountId === null ? null : await persons.phoneNumber(proxyAccountId)
        if (phone !== null) return phone
      }
      return null
    },
  }
}
