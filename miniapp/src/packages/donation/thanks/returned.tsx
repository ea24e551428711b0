import type { Gift } from '@minsheng/shared/contracts/donation'
import { goInstead, goTab, pages, projectPage } from '../../../platform/navigate'
import { SubscribeAsk } from '../../../platform/subscribe/ask'
import { Button } from '../../../ui/button'
import { Card } from '../../../ui/card'
import { Words } from '../../../ui/element'
import { Heading } from '../../../ui/heading'
import { Icon } from '../../../ui/icon'
import { Money } from '../../../ui/money'
import { returnWords } from '../words'

/** A gift that is back, or on its way back, as a whole. */
export function Returned({ gift, onLook }: { gift: Gift; onLook: () => Promise<void> }) {
  const isOnItsWay = gift.refundingFen > 0
  return (
    <>
      <Card tone={isOnItsWay ? 'warm' : 'calm'}>
        <Icon of={isOnItsWay ? 'clock/osmanthus' : 'circle-check/success'} size='large' />
        <Heading level={1}>{isOnItsWay ? '钱正在退回' : '钱已经退回'}</Heading>
        <Money fen={gift.amountFen} size='large' />
        <Words role='status' className='thanks__line'>
          {returnWords(gift)}
        </Words>
        <Words className='thanks__line'>{`原来捐给：${gift.projectTitle}`}</Words>
      </Card>
      {isOnItsWay ? <SubscribeAsk moment='refund_asked' /> : null}
      {isOnItsWay ? (
        <Button onPress={onLook} busyWords='正在查询…'>
          看看退到了没有
        </Button>
      ) : null}
      <Button kind={isOnItsWay ? 'secondary' : 'primary'} onPress={() => goInstead(pages.myGifts)}>
        去我的捐赠
      </Button>
      <Button kind='secondary' onPress={() => goInstead(projectPage(gift.projectId))}>
        再看看这个项目
      </Button>
      <Button kind='quiet' onPress={() => goTab(pages.home)}>
        回到首页
      </Button>
    </>
  )
}
