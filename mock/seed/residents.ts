import type { FeedLine } from '@minsheng/shared/contracts/feed'

type ResidentLine = Extract<FeedLine, { type: 'resident' }>

/** Who gave the demo gifts; the start command prints the number, and production refuses it. */
export const demoResident: ResidentLine = { type: 'resident', id: 'acc_demo', phone: '13800000001', displayName: '演示居民' }
