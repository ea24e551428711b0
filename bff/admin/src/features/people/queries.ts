/** Names of what is kept in the query cache; a write invalidates by the first part. */
export const peopleKeys = {
  places: ['places'],
  residents: ['residents'],
  households: ['households'],
  imports: ['people-imports'],
  duplicates: ['resident-duplicates'],
  facts: ['facts'],
  factConflicts: ['fact-conflicts'],
} as const
