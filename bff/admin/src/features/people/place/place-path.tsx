import type { PlaceDetail } from '@minsheng/shared/contracts/people'
import { Button } from 'antd'

/** Where one is, and the way back up. */
export function PlacePath({ place, onOpen }: { place: PlaceDetail; onOpen: (placeId: string) => void }) {
  return (
    <nav aria-label='所在位置' className='place-path'>
      <ol>
        {place.pathNames.map((name, index) => {
          const id = place.pathIds[index]
          return (
            <li key={id}>
              {id === place.id || id === undefined ? (
                <span aria-current='page'>{name}</span>
              ) : (
                <Button type='link' onClick={() => onOpen(id)}>
                  {name}
                </Button>
              )}
            </li>
          )
        })}
      </ol>
    </nav>
  )
}
