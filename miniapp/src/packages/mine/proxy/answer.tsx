import type { ProxyCatalogue, ProxyView } from '@minsheng/shared/contracts/proxy'
import { useState } from 'react'
import { call, failureWords } from '../../../platform/request'
import { Button } from '../../../ui/button'
import { Card } from '../../../ui/card'
import { Box, Words } from '../../../ui/element'
import { Heading } from '../../../ui/heading'

interface AnswerProps {
  proxy: ProxyView
  code: string | undefined
  text: ProxyCatalogue['text']
  onDone: (proxy: ProxyView) => void
}

/** The one who is asked reads what it means, and says yes or no. */
export function Answer({ proxy, code, text, onDone }: AnswerProps) {
  const [problem, setProblem] = useState<string | null>(null)
  const attempt = async (work: () => Promise<ProxyView>) => {
    try {
      onDone(await work())
    } catch (error) {
      const { title, advice } = failureWords(error)
      setProblem(`${title}。${advice}`)
    }
  }
  const params = { proxyId: proxy.id }
  const given = code ? { code } : {}
  return (
    <>
      <Card tone='calm'>
        <Heading level={2}>接受就表示您答应</Heading>
        {text.proxy.map((line) => (
          <Words key={line} className='mine__line'>
            {line}
          </Words>
        ))}
      </Card>
      <Box role='alert'>{problem ? <Words className='mine__failure'>{problem}</Words> : null}</Box>
      <Button
        busyWords='正在接受…'
        onPress={() => attempt(() => call('acceptProxy', { params, body: { ...given, textVersion: text.version } }))}
      >
        {`接受，替${proxy.elderName}办`}
      </Button>
      <Button kind='quiet' busyWords='正在答复…' onPress={() => attempt(() => call('declineProxy', { params, body: given }))}>
        不接受
      </Button>
    </>
  )
}
