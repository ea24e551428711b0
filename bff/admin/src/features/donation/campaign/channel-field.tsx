import type { Campaign } from '@minsheng/shared/contracts/donation'
import { Radio } from 'antd'
import { campaignChannels } from '../words.ts'

export interface ChannelFieldProps {
  value?: Campaign['channel']
  onChange?: (channel: Campaign['channel']) => void
  id?: string
}

/** How the campaign takes money, each way with what the law asks of it. */
export function ChannelField({ value, onChange, id }: ChannelFieldProps) {
  return (
    <Radio.Group id={id} value={value} onChange={(event) => onChange?.(event.target.value as Campaign['channel'])} className='channels'>
      {(Object.keys(campaignChannels) as Campaign['channel'][]).map((channel) => (
        <Radio key={channel} value={channel}>
          <strong>{campaignChannels[channel].word}</strong>
          <span className='quiet'>{campaignChannels[channel].help}</span>
        </Radio>
      ))}
    </Radio.Group>
  )
}
