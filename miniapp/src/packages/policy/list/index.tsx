import type { Benefit } from '@minsheng/shared/contracts/policy'
import { useRouter } from '@tarojs/taro'
import type { ReactNode } from 'react'
import { useActing } from '../../../platform/acting'
import { askPage, benefitPage, go, pages, trialPage } from '../../../platform/navigate'
import { Button } from '../../../ui/button'
import { Card } from '../../../ui/card'
import { Words } from '../../../ui/element'
import { Empty } from '../../../ui/empty'
import { Facts } from '../../../ui/facts'
import { Fold } from '../../../ui/fold'
import { Heading } from '../../../ui/heading'
import { List, ListRow } from '../../../ui/list'
import { Page } from '../../../ui/page'
import { ReadAloud } from '../../../ui/read-aloud'
import { useAgain } from '../../mine/use-again'
import '../../mine/style.scss'
import { NextPayment } from '../next-payment'
import { startTrial } from '../trial'
import { Unopened } from '../unopened'
import { kindOf, type ListKind, useBenefits } from '../use-list'
import {
  amountWords,
  changeWords,
  givenOnWords,
  isOpenAmount,
  openWords,
  othersOf,
  sectionsOf,
  spokenList,
  statusWords,
  totalLines,
} from '../words'
import { ChildrenPart } from './children'

const beginTrial = () => {
  startTrial()
  go(trialPage)
}

function Row({ item, kind }: { item: Benefit; kind: ListKind }) {
  const change = givenOnWords(item) ?? changeWords(item)
  const amount = isOpenAmount(item) ? `${amountWords(item)}（参考）` : amountWords(item)
  const detail = [amount, change].filter(Boolean).join('；')
  return <ListRow title={item.title} detail={detail} onPress={() => go(benefitPage(kind, item.policyId))} />
}

/** 幸福清单: what there is for someone, what may be, and what is asked for it. */
export default function BenefitListPage() {
  const kind = kindOf(useRouter().params.of)
  const remote = useBenefits(kind)
  const acting = useActing()
  useAgain(remote.reload)
  const title = kind === 'mine' ? '幸福清单' : '试算结果'
  const list = remote.data?.list ?? null
  const open = list ? openWords(list) : null
  const totals = list ? totalLines(list) : []
  const others = list ? othersOf(list) : []
  return (
    <Page title={title} remote={remote}>
      {remote.data && !list ? (
        <>
          <Unopened answer={remote.data} />
          <Card>
            <Heading level={2}>先试算看看</Heading>
            <Words className='mine__line'>不用登录，回答几个问题，就能看到可能有哪些补贴和服务。填的内容不保存。</Words>
            <Button onPress={beginTrial}>开始试算</Button>
          </Card>
        </>
      ) : null}
      {list ? (
        <>
          {kind === 'trial' ? (
            <Words className='mine__small'>按您填的情况试算，填的内容没有保存。能不能领、领多少，以部门核实为准。</Words>
          ) : null}
          {totals.length > 0 ? <Facts rows={totals} /> : null}
          {list.items.some(isOpenAmount) ? (
            <Words className='mine__small'>写着“参考”的金额还没有经民政局确认，合计也只供参考。</Words>
          ) : null}
          {kind === 'mine' ? <NextPayment /> : null}
          {open ? (
            <Card tone='calm'>
              <Words className='mine__line'>{open}</Words>
              <Button onPress={() => go(askPage(kind))}>回答问题</Button>
            </Card>
          ) : null}
          <Sections sections={sectionsOf(list).filter(isSure)} kind={kind} />
          {kind === 'mine' && !acting ? <ChildrenPart /> : null}
          <Sections sections={sectionsOf(list).filter((section) => !isSure(section))} kind={kind} />
          {sectionsOf(list).length === 0 ? (
            <Empty
              icon='file-text/ink-2'
              title='按现在知道的情况，没有对得上的政策'
              advice='情况有变化时，比如年满 80 周岁、有人失能，会重新比对。也可以点下面看看每项的条件。'
            />
          ) : null}
          {others.length > 0 ? (
            <Fold title={`其他 ${others.length} 项，看看为什么没有`}>
              <List label='其他政策'>
                {others.map((item) => (
                  <ListRow
                    key={item.policyId}
                    title={item.title}
                    detail={statusWords[item.status].label}
                    onPress={() => go(benefitPage(kind, item.policyId))}
                  />
                ))}
              </List>
            </Fold>
          ) : null}
          <ReadAloud words={spokenList(list)} />
          {kind === 'mine' ? (
            <Button kind='secondary' onPress={() => go(pages.applications)}>
              看申请进展
            </Button>
          ) : null}
          {kind === 'mine' && acting?.isWard ? (
            <Button kind='secondary' onPress={() => go(pages.awards)}>
              看待遇
            </Button>
          ) : null}
          {kind === 'mine' ? (
            <Button kind='secondary' onPress={beginTrial}>
              替别人试算
            </Button>
          ) : (
            <Button kind='secondary' onPress={beginTrial}>
              重新试算
            </Button>
          )}
        </>
      ) : null}
    </Page>
  )
}

/** What is theirs stands before what may be. */
const isSure = ({ items }: { items: readonly Benefit[] }) =>
  items.some(({ status, givenOn }) => givenOn === null && (status === 'enjoying' || status === 'entitled'))

function Sections({ sections, kind }: { sections: ReturnType<typeof sectionsOf>; kind: ListKind }) {
  return sections.map(({ title, items }) => (
    <Section key={title} title={title}>
      {items.map((item) => (
        <Row key={item.policyId} item={item} kind={kind} />
      ))}
    </Section>
  ))
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <>
      <Heading level={2}>{title}</Heading>
      <List label={title}>{children}</List>
    </>
  )
}
