import type { Consent } from '@minsheng/shared/contracts/privacy'
import { formatInstant } from '@minsheng/shared/units/clock'
import { useState } from 'react'
import { call, failureWords } from '../../../platform/request'
import { Badge, type Tone } from '../../../ui/badge'
import { Button } from '../../../ui/button'
import { Card } from '../../../ui/card'
import { Box, Words } from '../../../ui/element'
import { Heading } from '../../../ui/heading'
import { Sheet } from '../../../ui/sheet'

const states: Record<Consent['state'], { tone: Tone; label: string }> = {
  none: { tone: 'muted', label: '还没有同意' },
  given: { tone: 'success', label: '已经同意' },
  outdated: { tone: 'warm', label: '说明更新了，请再看一遍' },
  withdrawn: { tone: 'muted', label: '已经撤回' },
}
const acts = { given: '同意', withdrawn: '撤回' } as const

/** What it is about, word for word, how it stands, and both ways. */
export function ConsentCard({ consent, onDone }: { consent: Consent; onDone: () => Promise<void> }) {
  const [asking, setAsking] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const params = { kind: consent.kind }
  const attempt = async (work: () => Promise<unknown>) => {
    setProblem(null)
    try {
      await work()
      setAsking(false)
      await onDone()
    } catch (error) {
      const { title, advice } = failureWords(error)
      setProblem(`${title}。${advice}`)
    }
  }
  const holds = consent.state === 'given' || consent.state === 'outdated'
  return (
    <Card>
      <Box className='mine__top'>
        <Heading level={2}>{consent.title}</Heading>
        <Badge tone={states[consent.state].tone}>{states[consent.state].label}</Badge>
      </Box>
      {consent.text.paragraphs.map((line) => (
        <Words key={line} className='mine__line'>
          {line}
        </Words>
      ))}
      {consent.history.map((act) => (
        <Words
          key={act.at}
          className='mine__small'
        >{`${formatInstant(new Date(act.at))} ${acts[act.what]}，说明版本 ${act.textVersion}`}</Words>
      ))}
      <Box role='alert'>{problem && !asking ? <Words className='mine__failure'>{problem}</Words> : null}</Box>
      {consent.state === 'given' ? null : (
        <Button
          busyWords='正在记下…'
          onPress={() => attempt(() => call('giveConsent', { params, body: { textVersion: consent.text.version } }))}
        >
          同意
        </Button>
      )}
      {holds ? (
        <Button kind='secondary' onPress={() => setAsking(true)}>
          撤回同意
        </Button>
      ) : null}
      <Sheet open={asking} title='要撤回同意吗' closeWords='先不' onClose={() => setAsking(false)}>
        <Words>{`撤回后马上生效。${consent.afterwards}`}</Words>
        <Box role='alert'>{problem ? <Words className='mine__failure'>{problem}</Words> : null}</Box>
        <Button kind='danger' busyWords='正在撤回…' onPress={() => attempt(() => call('withdrawConsent', { params }))}>
          撤回同意
        </Button>
      </Sheet>
    </Card>
  )
}
