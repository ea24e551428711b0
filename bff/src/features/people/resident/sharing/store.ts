import type { Database } from '../../../../platform/db/index.ts'
import type { Opened, Stored } from '../../../../platform/protect/catalogue.ts'
import type { Protector } from '../../../../platform/protect/protector.ts'
import type { ResidentFields } from '../catalogue.ts'
import type { Resident } from '../domain.ts'
import { oneOf, type ResidentIndexing } from '../indexing/store.ts'

type StoredResident = Stored<Resident, ResidentFields>
type ResidentRecord = Opened<Resident, ResidentFields>

/** Who may be the same person as another: the same ID number, or the same name, birth date and phone. */
export function createSharing(db: Database, protector: Protector<Resident, ResidentFields>, indexing: ResidentIndexing) {
  const residents = db.collection<StoredResident>('residents')
  const likenessesOf = ({ name, birthDate, phone }: ResidentRecord) =>
    phone ? indexing.likeness(name.reveal(), birthDate, phone.reveal()) : []
  const numbersOf = ({ idNumber }: ResidentRecord) => (idNumber ? indexing.idNumber(idNumber.reveal()) : [])

  /** Under which indexes others would be found that are the same; while the index key is changed, under two. */
  async function soughtOf(rows: readonly StoredResident[]): Promise<{ idNumberIndex: string[]; likenessIndex: string[] }[]> {
    if (!protector.isIndexKeyChanging())
      return rows.map(({ idNumberIndex, likenessIndex }) => ({
        idNumberIndex: idNumberIndex === null ? [] : [idNumberIndex],
        likenessIndex: likenessIndex === null ? [] : [likenessIndex],
      }))
    const opened = await protector.openAll([...rows])
    return opened.map((row) => ({ idNumberIndex: numbersOf(row), likenessIndex: likenessesOf(row) }))
  }

  /** By what others would be found that may be the same person. */
  const ways = (resident: ResidentRecord) => [
    ...(resident.idNumber ? [{ idNumberIndex: oneOf(numbersOf(resident)) }] : []),
    ...(resident.phone ? [{ likenessIndex: oneOf(likenessesOf(resident)) }] : []),
  ]

  /** Those of these rows that share an ID number, or name, birth date and phone, with anyone. */
  async function sharing(rows: readonly StoredResident[]): Promise<ResidentRecord[]> {
    const sought = await soughtOf(rows)
    const counted = async (field: 'idNumberIndex' | 'likenessIndex') => {
      const found = await residents
        // By the index alone: of all these hardly one is shared, and no document has to be read to know.
        .aggregate<{ _id: string; count: number }>([
          { $match: { [field]: oneOf(sought.flatMap((of) => of[field])) } },
          { $group: { _id: `$${field}`, count: { $sum: 1 } } },
        ])
        .toArray()
      return new Map(found.map(({ _id, count }) => [_id, count]))
    }
    const [numbers, likenesses] = await Promise.all([counted('idNumberIndex'), counted('likenessIndex')])
    const times = (indexes: readonly string[], counts: Map<string, number>) =>
      indexes.reduce((sum, index) => sum + (counts.get(index) ?? 0), 0)
    return protector.openAll(
      rows.filter((_, at) => {
        const of = sought[at]
        return of !== undefined && (times(of.idNumberIndex, numbers) > 1 || times(of.likenessIndex, likenesses) > 1)
      }),
    )
  }

  return { sharing, ways }
}
