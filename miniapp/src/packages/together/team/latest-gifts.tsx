import type { TeamGift } from '@minsheng/shared/contracts/donation'
import { formatInstant } from '@minsheng/shared/units/clock'
import { formatYuan } from '@minsheng/shared/units/money'
import { useCallback } from 'react'
import { call } from '../../../platform/request'
import { useFurtherPages } from '../../../platform/use-further-pages'
import { useRemote } from '../../../platform/use-remote'
import { Button } from '../../../ui/button'
import { Words } from '../../../ui/element'
import { Heading } from '../../../ui/heading'
import { List, ListRow } from '../../../ui/list'
import { More } from '../../../ui/more'

const FIRST = 5

/** The latest gifts through a page, the newest first; no order by amount. @param people how many gave: others are loaded anew */
export function LatestGifts({ teamId, people, raisedFen }: { teamId: string; people: number; raisedFen: number }) {
  const remote = useRemote(`${teamId}:${people}:${raisedFen}`, () => call('listTeamGifts', { params: { teamId }, query: { limit: FIRST } }))
  const load = useCallback((cursor: string) => call('listTeamGifts', { params: { teamId }, query: { cursor } }), [teamId])
  const list = useFurtherPages<TeamGift>(remote.data, load)
  return (
    <>
      <Heading level={2}>最近的捐赠</Heading>
      {remote.failure && !remote.data ? (
        <>
          <Words className='together__small'>{`${remote.failure.title}。${remote.failure.advice}`}</Words>
          <Button kind='secondary' onPress={remote.reload}>
            再试一次
          </Button>
        </>
      ) : null}
      {remote.data && list.items.length === 0 ? <Words className='together__small'>还没有捐赠。</Words> : null}
      {list.items.length > 0 ? (
        <>
          <List label='最近的捐赠'>
            {list.items.map((gift, index) => (
              <ListRow
                // biome-ignore lint/suspicious/noArrayIndexKey: two gifts may look alike, and rows are only added below
                key={index}
                title={gift.donorLabel}
                detail={formatInstant(new Date(gift.paidAt))}
                value={`¥${formatYuan(gift.amountFen)}`}
              />
            ))}
          </List>
          {list.more || list.failure ? <More onMore={list.more} failureTitle={list.failure?.title ?? null} /> : null}
        </>
      ) : null}
    </>
  )
}
