import { placeContract } from './people/place.ts'

export * from './people/feed.ts'
export * from './people/place.ts'

/** 一库集: every operation on places and people. */
export const peopleContract = {
  ...placeContract,
}
