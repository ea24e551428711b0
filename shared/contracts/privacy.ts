import { closingContract } from './privacy/closing.ts'
import { consentContract } from './privacy/consent.ts'
import { myDataContract } from './privacy/data.ts'
import { realNameContract } from './privacy/real-name.ts'
import { requestContract } from './privacy/request.ts'

export * from './privacy/closing.ts'
export * from './privacy/consent.ts'
export * from './privacy/data.ts'
export * from './privacy/real-name.ts'
export * from './privacy/request.ts'

/** 我的资料: what is held about a person, and what they may ask for. */
export const privacyContract = { ...myDataContract, ...consentContract, ...realNameContract, ...requestContract, ...closingContract }
