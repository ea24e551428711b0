/** What this feature needs to know of the people who work: kept by identity. */
export interface PlaceStaff {
  /** People with a role in one of these places themselves. */
  inPlaces: (placeIds: readonly string[]) => Promise<{ id: string; name: string }[]>
  names: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>
  /** Whether a person's role holds for what lies on this path. */
  answersFor: (id: string, path: readonly string[]) => Promise<boolean>
}
