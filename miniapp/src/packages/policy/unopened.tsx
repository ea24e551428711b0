import { go, pages } from '../../platform/navigate'
import { Button } from '../../ui/button'
import { Card } from '../../ui/card'
import { Words } from '../../ui/element'
import { Heading } from '../../ui/heading'
import { LinkNotice } from '../mine/link-notice'
import type { BenefitsAnswer } from './use-list'

/** Why one's own list is not shown, and the way to it. */
export function Unopened({ answer }: { answer: Pick<BenefitsAnswer, 'link' | 'realNameNeeded'> }) {
  if (!answer.realNameNeeded) return <LinkNotice link={answer.link} />
  return (
    <Card tone='warm'>
      <Heading level={2}>先确认是您本人</Heading>
      <Words className='mine__line'>
        手机号可能换过人，所以要对一次姓名和身份证号，才能看家里的情况。做过实名认证的，请社区工作人员把登记里的手机号改成您的。
      </Words>
      <Button onPress={() => go(pages.realName)}>去实名认证</Button>
    </Card>
  )
}
