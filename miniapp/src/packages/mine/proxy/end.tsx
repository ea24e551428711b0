import type { ProxyView } from '@minsheng/shared/contracts/proxy'
import { useState } from 'react'
import { call, failureWords } from '../../../platform/request'
import { Button } from '../../../ui/button'
import { Box, Words } from '../../../ui/element'
import { Sheet } from '../../../ui/sheet'

/** Ends it at once, after one question. */
export function End({ proxy, onDone }: { proxy: ProxyView; onDone: (proxy: ProxyView) => void }) {
  const [asking, setAsking] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const own = proxy.side === 'given'
  const words = own ? '收回授权' : '不再替他（她）办'
  const end = async () => {
    try {
      const ended = await call('withdrawProxy', { params: { proxyId: proxy.id } })
      setAsking(false)
      onDone(ended)
    } catch (error) {
      const { title, advice } = failureWords(error)
      setProblem(`${title}。${advice}`)
    }
  }
  return (
    <>
      <Button kind='danger' onPress={() => setAsking(true)}>
        {words}
      </Button>
      <Sheet
        open={asking}
        title={own ? `要收回给${proxy.proxyName}的授权吗` : `不再替${proxy.elderName}办事吗`}
        closeWords='先不'
        onClose={() => setAsking(false)}
      >
        <Words>{own ? '收回后马上生效，对方正开着页面也不能再看、再办。以后要办，可以再请。' : '结束后马上生效，对方会收到消息。'}</Words>
        <Box role='alert'>{problem ? <Words className='mine__failure'>{problem}</Words> : null}</Box>
        <Button kind='danger' onPress={end} busyWords='正在结束…'>
          {own ? '收回，马上生效' : '结束代办'}
        </Button>
      </Sheet>
    </>
  )
}
