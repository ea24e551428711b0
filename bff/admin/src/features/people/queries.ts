/** Names of what is kept in the query cache; a write invalidates by the first part. */
export const peopleKeys = {
  places: ['places'],
  residents: ['residents'],
  households: ['households'],
  shifts: ['shifts'],
  imports: ['people-imports'],
  duplicates: ['resident-duplicates'],
  exchange: ['exchange'],
  deaths: ['death-reports'],
  quality: ['data-quality'],
  facts: ['facts'],
  factConflicts: ['fact-conflicts'],
} as const
