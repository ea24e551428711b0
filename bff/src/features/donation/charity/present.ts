import type { Charity, Project } from '@minsheng/shared/contracts/donation'
import type { CharityDocument } from './store.ts'

/** What anyone may read of a charity. */
export function presentCharityFacts(charity: CharityDocument): Project['charity'] {
  return {
    id: charity._id,
    name: charity.name,
    uscc: charity.uscc,
    certificateNumber: charity.certificateNumber,
    certificateExpiresOn: charity.certificateExpiresOn,
    contactName: charity.contactName,
    contactPhone: charity.contactPhone,
    address: charity.address,
    demo: charity.demo,
  }
}

export function presentCharity(charity: CharityDocument): Charity {
  return { ...presentCharityFacts(charity), subMchid: charity.subMchid, rev: charity.rev, createdAt: charity.createdAt.toISOString() }
}
