import type { Campaign } from '@minsheng/shared/contracts/donation'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '../../../platform/api.ts'
import { donationKeys } from '../queries.ts'

/** Publishing and closing; both renew every list that shows the campaign. */
export function useCampaignActions() {
  const queryClient = useQueryClient()
  const renew = () => queryClient.invalidateQueries({ queryKey: donationKeys.campaigns })
  const publish = useMutation({
    mutationFn: ({ id, rev }: Campaign) => call('publishCampaign', { params: { campaignId: id }, body: { rev } }),
    onSuccess: renew,
  })
  const close = useMutation({
    mutationFn: ({ id, rev }: Campaign) => call('closeCampaign', { params: { campaignId: id }, body: { rev } }),
    onSuccess: renew,
  })
  return { publish, close, renew }
}
