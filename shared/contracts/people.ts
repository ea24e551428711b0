import { duplicateContract } from './people/duplicate.ts'
import { factsContract } from './people/facts/contract.ts'
import { householdContract } from './people/household.ts'
import { importContract } from './people/import.ts'
import { placeContract } from './people/place.ts'
import { residentContract } from './people/resident.ts'
import { shiftContract } from './people/shift.ts'

export * from './people/duplicate.ts'
export * from './people/exchange.ts'
export * from './people/facts/catalogue.ts'
export * from './people/facts/contract.ts'
export * from './people/facts/observation.ts'
export type { FactSpec } from './people/facts/spec.ts'
export * from './people/facts/value.ts'
export * from './people/feed.ts'
export * from './people/household.ts'
export * from './people/import.ts'
export * from './people/place.ts'
export * from './people/quality.ts'
export * from './people/resident.ts'
export * from './people/shift.ts'

/** 一库集: every operation on places and people. */
export const peopleContract = {
  ...placeContract,
  ...residentContract,
  ...householdContract,
  ...duplicateContract,
  ...importContract,
  ...factsContract,
  ...shiftContract,
}
