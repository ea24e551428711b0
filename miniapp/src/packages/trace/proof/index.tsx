import { useRouter } from '@tarojs/taro'
import { go, goInstead, pages, tracePage } from '../../../platform/navigate'
import { useRemote } from '../../../platform/use-remote'
import { Button } from '../../../ui/button'
import { Card } from '../../../ui/card'
import { Box, Words } from '../../../ui/element'
import { Empty } from '../../../ui/empty'
import { Heading } from '../../../ui/heading'
import { Icon } from '../../../ui/icon'
import { Money } from '../../../ui/money'
import { Page } from '../../../ui/page'
import { ReadAloud } from '../../../ui/read-aloud'
import { useToast } from '../../../ui/toast'
import { faultWords, sealsAfterWords } from '../words'
import { type Answer, checkGift } from './check'
import { Bad, CopyProof, Details, Good, Steps } from './result'
import './style.scss'

const TITLE = '自己核对'

function Waiting({ answer }: { answer: Extract<Answer, { state: 'waiting' }> }) {
  const when = sealsAfterWords(answer.sealsAfter, new Date())
  return (
    <Card tone='warm'>
      <Icon of='clock/osmanthus' size='large' />
      <Heading level={1}>{when}</Heading>
      <Money fen={answer.gift.amountFen} size='large' />
      <Words role='status'>这笔捐赠已经记账。每晚过了零点封账，全天的账算出一个指纹；明天再来，您的手机就能自己核对。</Words>
    </Card>
  )
}

function TooOld({ answer, say }: { answer: Extract<Answer, { state: 'too_old' }>; say: (words: string) => void }) {
  return (
    <>
      <Card tone='warm'>
        <Icon of='clock/osmanthus' size='large' />
        <Heading level={1}>这部手机自己算不了</Heading>
        <Money fen={answer.gift.amountFen} size='large' />
        <Words>手机的系统比较旧，缺少核对要用的功能。可以换一部手机、用同一个账号登录后再来，或者把证明复制给家里人核对。</Words>
      </Card>
      <CopyProof proof={answer.proof} say={say} />
    </>
  )
}

function Body({ answer, onAgain }: { answer: Answer; onAgain: () => Promise<void> }) {
  const { toast, say } = useToast()
  if (answer.state === 'waiting') return <Waiting answer={answer} />
  if (answer.state === 'too_old')
    return (
      <>
        <TooOld answer={answer} say={say} />
        {toast}
      </>
    )
  const words = answer.fault === null ? '核对结果：一致。这笔捐赠在账本里，没有被改过。' : `核对结果：不一致。${faultWords[answer.fault]}`
  return (
    <>
      {answer.fault === null ? <Good checked={answer} /> : <Bad checked={answer} onAgain={onAgain} />}
      <ReadAloud words={[words]} />
      <Steps checked={answer} />
      <Details checked={answer} say={say} />
      {toast}
    </>
  )
}

/** The gift's place in the ledger, computed on this phone. */
export default function ProofPage() {
  const { id = '' } = useRouter().params
  const remote = useRemote(id || null, () => checkGift(id))
  const { data: answer, failure } = remote
  const isUnpaid = failure?.code === 'wrong_state'
  if (!id || (!answer && (isUnpaid || failure?.code === 'not_found'))) {
    return (
      <Page title={TITLE}>
        <Empty
          icon='circle-x/ink-2'
          title={isUnpaid ? '这笔捐款还没有到账' : '没有找到这笔捐赠'}
          advice={isUnpaid ? '到账以后才会写进账本，才能核对。' : '它可能属于另一个账号。请用捐款时的微信或手机号登录后再看。'}
        >
          <Button onPress={() => goInstead(pages.myGifts)}>去我的捐赠</Button>
        </Empty>
      </Page>
    )
  }
  return (
    <Page title={TITLE} heading={false} remote={remote}>
      {answer ? (
        <Box className='proof'>
          <Body answer={answer} onAgain={remote.reload} />
          <Button kind='secondary' onPress={() => go(pages.seals)}>
            看公开的账本指纹
          </Button>
          <Button kind='quiet' onPress={() => goInstead(tracePage(id))}>
            看这笔钱去了哪里
          </Button>
        </Box>
      ) : null}
    </Page>
  )
}
