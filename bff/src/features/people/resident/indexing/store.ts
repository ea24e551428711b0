import type { Plain } from '../../../../platform/protect/catalogue.ts'
import type { Protector } from '../../../../platform/protect/protector.ts'
import type { ResidentFields } from '../catalogue.ts'
import { compactName, groupKey, nameParts, type Resident } from '../domain.ts'

type PlainResident = Plain<Resident, ResidentFields>

/** One of several values under an index of texts alone: without saying again that it is a text the index would not serve. */
export const oneOf = (values: readonly string[]) => ({ $in: [...values], $type: 'string' })

export type ResidentIndexing = ReturnType<typeof createResidentIndexing>

/** What a resident is found by. While the index key is changed, everyone is found by either key's index. */
export function createResidentIndexing(
  protector: Pick<Protector<Resident, ResidentFields>, 'exact' | 'exactAny' | 'token' | 'tokenAny'>,
  syllablesOf: (name: string) => string[],
) {
  const nameBirthText = (name: string, birthDate: string) => `${compactName(name)}|${birthDate}`
  const likenessText = (name: string, birthDate: string, phone: string) => `${nameBirthText(name, birthDate)}|${phone}`
  const phoneText = (phone: string) => phone.replaceAll('-', '')
  return {
    /** Names are bound to their community: the same name elsewhere looks different. */
    of(plain: Pick<PlainResident, 'name' | 'idNumber' | 'phone' | 'birthDate' | 'path' | 'groups'>) {
      const communityId = plain.path[2] ?? ''
      return {
        idNumberIndex: plain.idNumber === null ? null : protector.exact('idNumber', plain.idNumber),
        phoneIndex: plain.phone === null ? null : protector.exact('phone', phoneText(plain.phone)),
        nameTokens: nameParts(plain.name, syllablesOf(plain.name)).map((part) => protector.token('name', `${communityId}|${part}`)),
        nameBirthIndex: protector.exact('nameBirth', nameBirthText(plain.name, plain.birthDate)),
        groupKeys: [...new Set(plain.groups.map((group) => group.kind))].flatMap((kind) =>
          plain.path.map((placeId) => groupKey(kind, placeId)),
        ),
        likenessIndex: plain.phone === null ? null : protector.exact('likeness', likenessText(plain.name, plain.birthDate, plain.phone)),
      }
    },
    /** Indexes to look for: the newest key's first. */
    idNumber: (idNumber: string) => protector.exactAny('idNumber', idNumber),
    phone: (phone: string) => protector.exactAny('phone', phoneText(phone)),
    nameBirth: (name: string, birthDate: string) => protector.exactAny('nameBirth', nameBirthText(name, birthDate)),
    likeness: (name: string, birthDate: string, phone: string) => protector.exactAny('likeness', likenessText(name, birthDate, phone)),
    namePart: (part: string, communityId: string) => protector.tokenAny('name', `${communityId}|${part}`),
  }
}
