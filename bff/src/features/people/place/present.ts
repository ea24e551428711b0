import type { PlaceDetail, PlaceMap, PlaceRow } from '@minsheng/shared/contracts/people'
import type { SeenVersion } from './domain.ts'
import type { PlaceRecord } from './store.ts'

type Row = Omit<SeenVersion, 'boundary'> & { boundary?: unknown }

/** A place in a list. */
export function presentPlace(place: Row, names: ReadonlyMap<string, string>): PlaceRow {
  return {
    id: place.placeId,
    kind: place.kind,
    code: place.code,
    name: place.name,
    parentId: place.parentId,
    pathIds: place.path,
    pathNames: place.path.map((id) => (id === place.placeId ? place.name : (names.get(id) ?? ''))),
    hasBoundary: Boolean(place.boundary),
    validFrom: place.validFrom,
    validTo: place.validTo,
    rev: place.rev,
  }
}

/** One place with what it was before. */
export function presentPlaceDetail(
  place: SeenVersion,
  names: ReadonlyMap<string, string>,
  children: PlaceDetail['children'],
  versions: PlaceRecord[],
): PlaceDetail {
  return {
    ...presentPlace(place, names),
    boundary: place.boundary,
    children,
    versions: versions.map((version) => ({
      name: version.name,
      code: version.code,
      hasBoundary: Boolean(version.boundary),
      validFrom: version.validFrom,
      validTo: version.validTo,
      reason: version.reason.reveal(),
      recordedAt: version.recordedAt.toISOString(),
    })),
  }
}

/** A map layer: boundaries with how many live there. */
export function presentPlaceMap(places: SeenVersion[], heads: ReadonlyMap<string, { residents: number; households: number }>): PlaceMap {
  return {
    type: 'FeatureCollection',
    features: places.flatMap((place) =>
      place.boundary
        ? [
            {
              type: 'Feature' as const,
              id: place.placeId,
              properties: {
                name: place.name,
                code: place.code,
                kind: place.kind,
                residents: heads.get(place.placeId)?.residents ?? 0,
                households: heads.get(place.placeId)?.households ?? 0,
              },
              geometry: place.boundary,
            },
          ]
        : [],
    ),
  }
}
