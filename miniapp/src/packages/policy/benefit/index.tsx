import type { Benefit } from '@minsheng/shared/contracts/policy'
import { useRouter } from '@tarojs/taro'
import { askPage, go, goInstead, listPage } from '../../../platform/navigate'
import { Badge } from '../../../ui/badge'
import { Button } from '../../../ui/button'
import { Card } from '../../../ui/card'
import { Words } from '../../../ui/element'
import { Empty } from '../../../ui/empty'
import { Facts } from '../../../ui/facts'
import { Heading } from '../../../ui/heading'
import type { IconKey } from '../../../ui/icon'
import { List, ListRow } from '../../../ui/list'
import { Page } from '../../../ui/page'
import { ReadAloud } from '../../../ui/read-aloud'
import '../../mine/style.scss'
import { Unopened } from '../unopened'
import { kindOf, type ListKind, useBenefits } from '../use-list'
import { amountWords, changeWords, dateWords, givenOnWords, isAskedHere, isOpenAmount, standingWords } from '../words'
import { Apply } from './apply-card'

const marks: Record<Benefit['requirements'][number]['state'], { icon: IconKey; words: string }> = {
  met: { icon: 'circle-check/success', words: '符合' },
  open: { icon: 'circle-dashed/ink-2', words: '还不清楚' },
  unmet: { icon: 'circle-x/ink-2', words: '不符合' },
}

function rowsOf(item: Benefit) {
  const given = givenOnWords(item)
  const change = given ? null : changeWords(item)
  return [
    { label: '给什么', value: amountWords(item) },
    ...(given ? [{ label: '什么时候批准的', value: given }] : []),
    ...(item.nextPayDay ? [{ label: '下次发放', value: `${dateWords(item.nextPayDay)}前` }] : []),
    ...(change ? [{ label: item.status === 'upcoming' ? '从哪天起' : '以后的变化', value: change }] : []),
    ...(given ? [] : [{ label: '怎么办', value: item.applying === 'automatic' ? '不用交材料，确认后部门核实发放' : '要申请' }]),
  ]
}

function Reasons({ item }: { item: Benefit }) {
  return (
    <>
      <Heading level={2}>条件</Heading>
      <List label='条件'>
        {item.requirements.map(({ words, state }) => (
          <ListRow key={words} icon={marks[state].icon} title={words} detail={marks[state].words} />
        ))}
      </List>
    </>
  )
}

function Way({ item, kind, askedHere }: { item: Benefit; kind: ListKind; askedHere: boolean }) {
  if (item.status === 'possible' && !askedHere) {
    return (
      <Card tone='calm'>
        <Words className='mine__line'>还要知道家里其他人的情况。请社区工作人员登记，或者打 12345 问。</Words>
      </Card>
    )
  }
  if (item.status === 'possible') {
    return (
      <Card tone='calm'>
        <Words className='mine__line'>还有几件事不清楚。回答问题以后，就知道符不符合。</Words>
        <Button onPress={() => go(askPage(kind))}>回答问题</Button>
      </Card>
    )
  }
  return null
}

/** One policy: what it gives, whether one meets each thing it asks for, and where it is written. */
export default function BenefitPage() {
  const { of, id = '' } = useRouter().params
  const kind = kindOf(of)
  const remote = useBenefits(kind)
  const list = remote.data?.list ?? null
  const item = list?.items.find(({ policyId }) => policyId === id)
  if (list && !item) {
    return (
      <Page title='政策' heading={false}>
        <Empty level={1} icon='circle-x/ink-2' title='没有找到这项政策' advice='它可能已经改了名字或停止了。请回到清单里选。'>
          <Button onPress={() => goInstead(listPage(kind))}>看清单</Button>
        </Empty>
      </Page>
    )
  }
  return (
    <Page title={item?.title ?? '政策'} remote={remote}>
      {remote.data && !list ? <Unopened answer={remote.data} /> : null}
      {item ? (
        <>
          <Badge tone={standingWords(item).tone}>{standingWords(item).label}</Badge>
          <Words className='mine__line'>{item.summary}</Words>
          <Facts rows={rowsOf(item)} />
          {isOpenAmount(item) ? <Words className='mine__small'>金额还没有经民政局确认，只供参考，以部门答复为准。</Words> : null}
          {item.excludedBy.length > 0 ? (
            <Card tone='warm'>
              <Words className='mine__line'>
                {item.status === 'excluded'
                  ? `已经有${item.excludedBy.join('、')}，这一项不能重复享受。`
                  : `如果有${item.excludedBy.join('、')}，这一项就不能重复享受。`}
              </Words>
            </Card>
          ) : null}
          <Way item={item} kind={kind} askedHere={list !== null && isAskedHere(list, item)} />
          {kind === 'mine' && remote.data ? (
            <Apply
              item={item}
              isDeclined={remote.data.declined.includes(item.policyId)}
              onDeclined={(declined) => remote.data && remote.set({ ...remote.data, declined })}
            />
          ) : null}
          <Reasons item={item} />
          {item.materials.length > 0 ? (
            <>
              <Heading level={2}>要带的材料</Heading>
              <List label='要带的材料'>
                {item.materials.map((material) => (
                  <ListRow key={material} title={material} />
                ))}
              </List>
            </>
          ) : null}
          <Heading level={2}>依据</Heading>
          <List label='依据'>
            {item.sources.map((source) => (
              <ListRow key={source} title={source} />
            ))}
          </List>
          <ReadAloud words={[item.title, item.summary, `${standingWords(item).label}。`, amountWords(item).replaceAll('¥', '')]} />
        </>
      ) : null}
    </Page>
  )
}
