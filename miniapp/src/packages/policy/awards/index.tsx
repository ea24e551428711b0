import type { Award, AwardChange } from '@minsheng/shared/contracts/policy'
import { formatDate } from '@minsheng/shared/units/clock'
import { formatYuan } from '@minsheng/shared/units/money'
import { go, listPage } from '../../../platform/navigate'
import { call } from '../../../platform/request'
import { useRemote } from '../../../platform/use-remote'
import { Button } from '../../../ui/button'
import { Card } from '../../../ui/card'
import { Box, Words } from '../../../ui/element'
import { Empty } from '../../../ui/empty'
import { Facts } from '../../../ui/facts'
import { Fold } from '../../../ui/fold'
import { Heading } from '../../../ui/heading'
import { List, ListRow } from '../../../ui/list'
import { Page } from '../../../ui/page'
import '../../mine/style.scss'
import { useAgain } from '../../mine/use-again'
import { givenWords, lineWords, monthWords } from '../application-words'
import { NextPayment } from '../next-payment'
import { Remedies } from '../remedies'
import { dateWords } from '../words'
import { OwnWords } from './own-words'
import { Recoveries } from './recoveries'

const kinds = { raise: '拟提高', reduce: '拟降低', stop: '拟停发' } as const

/** What is meant to change, why, and until when the person is heard; or what was decided, in writing. */
function Change({ change, award }: { change: AwardChange; award: Award }) {
  const { decision } = change
  const rows = [
    { label: '要怎么变', value: change.kind === 'stop' ? '停发' : `变为 ¥${formatYuan(change.toFen)}` },
    ...(change.fromMonth && !decision ? [{ label: '从哪个月起', value: monthWords(change.fromMonth) }] : []),
    { label: '理由', value: change.words },
    ...(change.said ? [{ label: '您说的', value: change.said }] : []),
    ...(decision
      ? [
          { label: '决定', value: decision.confirmed ? `${monthWords(decision.fromMonth ?? award.firstMonth)}起变更` : '不变更' },
          { label: '决定的理由', value: decision.words },
        ]
      : change.hearUntil && !change.said
        ? [{ label: '请在这天前说', value: dateWords(change.hearUntil) }]
        : []),
  ]
  return (
    <>
      <Words className='mine__line'>{`${formatDate(new Date(change.noticedAt))}，${kinds[change.kind]}`}</Words>
      <Facts rows={rows} />
      {decision?.confirmed ? <Remedies level={3} remedies={decision.remedies} /> : null}
    </>
  )
}

function AwardCard({ award, onChange }: { award: Award; onChange: (next: Award) => void }) {
  const [open, ...past] = award.state === 'none' ? [null, ...award.changes] : award.changes
  return (
    <Card tone={award.maySpeak ? 'warm' : 'plain'}>
      <Heading level={2}>{award.title}</Heading>
      <Words className='mine__line'>
        {award.lastMonth && award.every !== 'once'
          ? `到${monthWords(award.lastMonth)}为止`
          : givenWords({ amountFen: award.every === null ? null : award.fen, every: award.every, ceiling: award.ceiling })}
      </Words>
      {award.paidToOther ? <Words className='mine__small'>这是全家的待遇，发到家里另一位成年人的银行卡上。</Words> : null}
      {award.illustrative ? <Words className='mine__small'>金额还没有经民政局确认，只供参考。</Words> : null}
      {open ? (
        <>
          <Heading level={3}>{award.maySpeak ? '可能要变，先听您说' : '等另一位工作人员决定'}</Heading>
          <Change change={open} award={award} />
        </>
      ) : null}
      {award.maySpeak ? (
        <OwnWords
          name={`say-${award.id}`}
          onSend={async (words) =>
            onChange(await call('speakOnChange', { params: { awardId: award.id }, body: { rev: award.rev, words } }))
          }
        />
      ) : null}
      <Fold title='从前到现在'>
        <Box className='mine'>
          <List label='从前到现在'>
            {award.lines.map((line) => (
              <ListRow
                key={`${line.fromMonth}-${line.why}-${line.fen}`}
                title={`${monthWords(line.fromMonth)}起`}
                detail={lineWords(line, award.every)}
              />
            ))}
          </List>
          {past.map((change) => (change ? <Change key={change.noticedAt} change={change} award={award} /> : null))}
        </Box>
      </Fold>
    </Card>
  )
}

/** What stands for someone, and what is meant to change: nobody loses anything unheard. */
export default function AwardsPage() {
  const remote = useRemote('awards', () => call('listMyAwards'))
  useAgain(remote.reload)
  const items = remote.data?.items ?? []
  return (
    <Page title='我的待遇' remote={remote}>
      {remote.data && items.length === 0 ? (
        <Empty icon='file-text/ink-2' title='还没有批准的待遇' advice='申请批准后，从哪个月起、多少，都列在这里。'>
          <Button onPress={() => go(listPage('mine'))}>看幸福清单</Button>
        </Empty>
      ) : null}
      {items.length > 0 ? <NextPayment /> : null}
      {remote.data ? <Recoveries /> : null}
      <Box className='mine'>
        {items.map((award) => (
          <AwardCard
            key={award.id}
            award={award}
            onChange={(next) => remote.set({ items: items.map((one) => (one.id === next.id ? next : one)) })}
          />
        ))}
      </Box>
    </Page>
  )
}
