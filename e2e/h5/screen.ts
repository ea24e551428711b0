import type { GiftCode } from '@minsheng/shared/contracts/donation'
import type { Page } from 'playwright-core'

/** What the screens are about. */
export interface World {
  code: GiftCode
  pausedCode: GiftCode
  /** A gift of the visitor who looks at the screens. */
  paidGiftId: string
  /** Another of theirs, from a day that is sealed; part of it is spent. */
  tracedGiftId: string
}

export interface Screen {
  /** The page of the app that it shows. */
  page: string
  /** Which of its states. */
  state: string
  open(page: Page, world: World): Promise<void>
}

/** A page as its address alone opens it. */
export const at = (page: string, state: string, query: (world: World) => string = () => ''): Screen => ({
  page,
  state,
  open: async (browserPage, world) => {
    await browserPage.goto(`/${page}${query(world)}`)
  },
})
