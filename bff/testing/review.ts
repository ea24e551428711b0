import type { Campaign } from '@minsheng/shared/contracts/donation'
import { guestH5, key, type SignedIn } from './actors.ts'
import type { TestApp } from './app.ts'
import { type CampaignBody, campaignBody, charityProjectBody, dayFromToday } from './bodies.ts'
import type { District } from './district.ts'

export const everythingChecked = { charity: true, plan: true, account: true, words: true } as const

/** What makes a campaign one of the product's own site, filed in time and seen by counsel. */
export const ownSiteOf = (place: District) => ({
  channel: 'own_site' as const,
  filingNumber: `${place.uscc}A26001`,
  filedOn: dayFromToday(-12),
  counselApproval: '2026-05-01 法意〔2026〕1号',
})

/** A campaign's page, as any visitor has it. */
export const projectPage = async (test: TestApp, projectId: string) => (await guestH5(test)).call('getProject', { params: { projectId } })

/** The way of a campaign from the charity's desk over the bureau's to the public. */
export function reviewAt(place: District, editor: SignedIn, bureau: SignedIn) {
  const draft = (change: Partial<CampaignBody> = {}) =>
    editor.call('createCampaign', {
      body: campaignBody(place.charityId, { projectId: place.projectId, ...change }),
      idempotencyKey: key(),
    })
  const submit = ({ id, rev }: Pick<Campaign, 'id' | 'rev'>, by = editor) =>
    by.call('submitCampaign', { params: { campaignId: id }, body: { rev } })
  const publish = ({ id, rev }: Pick<Campaign, 'id' | 'rev'>, counselConfirmed = true, by = bureau) =>
    by.call('decideCampaign', {
      params: { campaignId: id },
      body: { decision: 'publish', rev, checklist: everythingChecked, counselConfirmed },
    })
  return {
    draft,
    submit,
    publish,
    giveBack: ({ id, rev }: Pick<Campaign, 'id' | 'rev'>, reason = '请写明受益人范围', by = bureau) =>
      by.call('decideCampaign', {
        params: { campaignId: id },
        body: { decision: 'return', rev, reasons: [{ field: 'beneficiaries', reason }], note: null },
      }),
    published: async (change: Partial<CampaignBody> = {}) => publish(await submit(await draft(change))),
    project: () => editor.call('createCharityProject', { body: charityProjectBody(place.charityId), idempotencyKey: key() }),
  }
}
