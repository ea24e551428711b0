import type { PlaceDetail } from '@minsheng/shared/contracts/people'
import { dateWords } from '../../../ui/time-words.ts'

/** What the place was called and where it ended before. */
export function PlaceHistory({ place }: { place: PlaceDetail }) {
  if (place.versions.length < 2) return null
  return (
    <section className='place-history' aria-label='历次变更'>
      <h3>历次变更</h3>
      <ol>
        {place.versions.map((version) => (
          <li key={`${version.validFrom} ${version.recordedAt}`}>
            <strong>{version.name}</strong>
            <div className='quiet'>
              {dateWords(version.validFrom)}起{version.validTo && `，到${dateWords(version.validTo)}为止`}。依据：{version.reason}
            </div>
          </li>
        ))}
      </ol>
    </section>
  )
}
