import type { Campaign } from '@minsheng/shared/contracts/donation'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '../../../platform/api.ts'
import { donationKeys } from '../queries.ts'

/** Handing in, taking back and closing; each renews every list that shows the campaign. */
export function useCampaignActions() {
  const queryClient = useQueryClient()
  const renew = () => queryClient.invalidateQueries({ queryKey: donationKeys.campaigns })
  const act = (operation: 'submitCampaign' | 'withdrawCampaign' | 'closeCampaign') => ({
    mutationFn: ({ id, rev }: Pick<Campaign, 'id' | 'rev'>) => call(operation, { params: { campaignId: id }, body: { rev } }),
    onSuccess: renew,
  })
  return {
    submit: useMutation(act('submitCampaign')),
    withdraw: useMutation(act('withdrawCampaign')),
    close: useMutation(act('closeCampaign')),
    renew,
  }
}
