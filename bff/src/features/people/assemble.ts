import type { Clock } from '@minsheng/shared/units/clock'
import type { Database } from '../../platform/db/index.ts'
import { createPeopleFeed } from './feed.ts'
import { createPlaceDesk } from './place/desk.ts'
import { placeRoutes } from './place/routes.ts'
import { createPlaceStore } from './place/store.ts'

/** 一库集: places from the district down to the flat, and who lives there. */
export function createPeople({ db, clock }: { db: Database; clock: Clock }) {
  const places = createPlaceStore(db)
  const desk = createPlaceDesk({ places, clock, livesIn: async () => 0 })
  return {
    prepare: places.prepare,
    feed: createPeopleFeed({ places, clock }),
    routes: placeRoutes({ places, desk, headcounts: async () => new Map() }),
  }
}
