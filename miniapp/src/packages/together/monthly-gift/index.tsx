import { formatYuan } from '@minsheng/shared/units/money'
import { useDidShow, useRouter } from '@tarojs/taro'
import { useRef } from 'react'
import { giveForMonthPage, go, goInstead, pages, projectPage, thanksPage } from '../../../platform/navigate'
import { call } from '../../../platform/request'
import { SubscribeAsk } from '../../../platform/subscribe/ask'
import { useRemote } from '../../../platform/use-remote'
import { Badge } from '../../../ui/badge'
import { Button } from '../../../ui/button'
import { Card } from '../../../ui/card'
import { Box, Words } from '../../../ui/element'
import { Empty } from '../../../ui/empty'
import { Heading } from '../../../ui/heading'
import { List, ListRow } from '../../../ui/list'
import { Money } from '../../../ui/money'
import { Page } from '../../../ui/page'
import '../style.scss'
import { dayWords, monthlyStates, monthStates, monthWords, nextWords } from '../words'
import { Actions } from './actions'

export default function MonthlyGiftPage() {
  const { id = '' } = useRouter().params
  const remote = useRemote(id || null, () => call('getMyMonthlyGift', { params: { monthlyId: id } }))
  const shownBefore = useRef(false)
  useDidShow(() => {
    if (shownBefore.current) void remote.reload()
    shownBefore.current = true
  })
  const monthly = remote.data
  if (!id || (!monthly && remote.failure?.code === 'not_found')) {
    return (
      <Page title='月捐详情' heading={false}>
        <Empty level={1} icon='circle-x/ink-2' title='没有找到这项月捐' advice='它可能属于另一个账号。请用约定时的微信或手机号登录后再看。'>
          <Button onPress={() => goInstead(pages.myMonthly)}>去我的月捐</Button>
        </Empty>
      </Page>
    )
  }
  const give = () => {
    if (monthly) go(giveForMonthPage(monthly.projectId, monthly.id, monthly.amountFen))
  }
  return (
    <Page title='月捐详情' remote={remote}>
      {monthly ? (
        <Box className='together'>
          <Card tone='calm'>
            <Badge tone={monthlyStates[monthly.state].tone}>{monthlyStates[monthly.state].label}</Badge>
            <Money fen={monthly.amountFen} size='large' />
            <Words className='together__line'>{`每月 ${monthly.dayOfMonth} 日，捐给：${monthly.projectTitle}`}</Words>
            <Words className='together__line'>{nextWords(monthly)}</Words>
            <Words className='together__small'>
              {`${monthly.until ? `到${dayWords(monthly.until)}为止。` : ''}不会自动扣款，每次都由您点了才付。`}
            </Words>
          </Card>
          {monthly.state === 'active' ? <SubscribeAsk moment='monthly_started' /> : null}
          {monthly.openMonth ? <Button onPress={give}>{`捐${monthWords(monthly.openMonth)}的`}</Button> : null}
          {monthly.state === 'active' && !monthly.openMonth ? (
            <Button kind='secondary' onPress={give}>
              现在先捐一笔
            </Button>
          ) : null}
          <Heading level={2}>每个月</Heading>
          {monthly.months.length === 0 ? <Words className='together__small'>还没有到过提醒的日子。</Words> : null}
          {monthly.months.length > 0 ? (
            <List label='每个月'>
              {monthly.months.map(({ month, state, amountFen, giftId }) => (
                <ListRow
                  key={month}
                  title={monthWords(month)}
                  detail={monthStates[state]}
                  value={`¥${formatYuan(amountFen)}`}
                  onPress={giftId ? () => go(thanksPage(giftId)) : undefined}
                />
              ))}
            </List>
          ) : null}
          <Actions monthly={monthly} onChanged={remote.reload} />
          <Button kind='quiet' onPress={() => go(projectPage(monthly.projectId))}>
            看看这个项目
          </Button>
        </Box>
      ) : null}
    </Page>
  )
}
