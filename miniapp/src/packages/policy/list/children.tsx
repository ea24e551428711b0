import type { WardBenefits } from '@minsheng/shared/contracts/policy'
import { asGuardianOf, beginActing } from '../../../platform/acting'
import { beginAt, benefitPage, listPage } from '../../../platform/navigate'
import { call } from '../../../platform/request'
import { useRemote } from '../../../platform/use-remote'
import { Button } from '../../../ui/button'
import { Card } from '../../../ui/card'
import { Box, Words } from '../../../ui/element'
import { Heading } from '../../../ui/heading'
import { List, ListRow } from '../../../ui/list'
import { childRows, moreWords, unclearWords } from '../child-words'

/** From here on everything is the child's, and on record as their guardian's. */
function begin({ id, nameMasked }: WardBenefits, url: string) {
  beginActing({ proxyId: asGuardianOf(id), elderName: nameMasked, scopes: ['policy'], isWard: true })
  beginAt(url)
}

function Child({ child }: { child: WardBenefits }) {
  const { nameMasked } = child
  return (
    <Box as='section' aria-label={`${nameMasked}的政策`}>
      <Heading level={2}>{`孩子的：${nameMasked}`}</Heading>
      <List label={`${nameMasked}的政策`}>
        {childRows(child).map(({ policyId, title, detail }) => (
          <ListRow key={policyId} title={title} detail={detail} onPress={() => begin(child, benefitPage('mine', policyId))} />
        ))}
        <ListRow
          icon='file-text/lake'
          title={`看${nameMasked}的全部清单`}
          detail={moreWords(child)}
          onPress={() => begin(child, listPage('mine'))}
        />
      </List>
    </Box>
  )
}

/** 孩子的: what policies are to the children whom the reader looks after, by the register. */
export function ChildrenPart() {
  const remote = useRemote('my-children', () => call('listMyChildren'))
  if (!remote.data) {
    if (!remote.failure) return null
    const { title, advice } = remote.failure
    return (
      <Card>
        <Heading level={2}>孩子的</Heading>
        <Words className='mine__line' role='alert'>{`孩子的政策没有取到。${advice ?? title}`}</Words>
        <Button kind='secondary' onPress={remote.reload}>
          再试一次
        </Button>
      </Card>
    )
  }
  const { children, unclear } = remote.data
  if (children.length === 0 && unclear === 0) return null
  return (
    <>
      {children.length === 0 ? <Heading level={2}>孩子的</Heading> : null}
      {children.map((child) => (
        <Child key={child.id} child={child} />
      ))}
      {children.length > 0 ? (
        <Words className='mine__small'>您是孩子登记的监护人，可以替孩子看、替孩子申请，钱发到您本人的卡；每一步都有记录。</Words>
      ) : null}
      {unclear > 0 ? (
        <Card tone='warm'>
          <Words className='mine__line'>{unclearWords(unclear)}</Words>
        </Card>
      ) : null}
    </>
  )
}
