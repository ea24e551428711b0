import type { Ward } from '@minsheng/shared/contracts/privacy'
import { useState } from 'react'
import { call, failureWords } from '../../../platform/request'
import { useRemote } from '../../../platform/use-remote'
import { Badge } from '../../../ui/badge'
import { Button } from '../../../ui/button'
import { Card } from '../../../ui/card'
import { Box, Words } from '../../../ui/element'
import { Heading } from '../../../ui/heading'

/** The young children of the household, for whom a grown-up agrees. */
export function Wards() {
  const remote = useRemote('wards', () => call('listMyWards'))
  const [problem, setProblem] = useState<string | null>(null)
  const found = remote.data
  if (!found || found.items.length === 0) return null
  const attempt = async (work: () => Promise<Ward>) => {
    setProblem(null)
    try {
      await work()
      await remote.reload()
    } catch (error) {
      const { title, advice } = failureWords(error)
      setProblem(`${title}。${advice}`)
    }
  }
  return (
    <>
      <Heading level={2}>替孩子同意</Heading>
      {found.text.paragraphs.map((line) => (
        <Words key={line} className='mine__line'>
          {line}
        </Words>
      ))}
      <Box role='alert'>{problem ? <Words className='mine__failure'>{problem}</Words> : null}</Box>
      {found.items.map((child) => {
        const params = { residentId: child.id }
        const given = child.state === 'given'
        return (
          <Card key={child.id}>
            <Box className='mine__top'>
              <Heading level={3}>{`${child.nameMasked}，${child.age} 岁`}</Heading>
              <Badge tone={given ? 'success' : 'muted'}>{given ? '监护人已同意' : '还没有同意'}</Badge>
            </Box>
            {given ? (
              <Button kind='secondary' busyWords='正在撤回…' onPress={() => attempt(() => call('withdrawGuardianConsent', { params }))}>
                撤回
              </Button>
            ) : (
              <Button
                busyWords='正在记下…'
                onPress={() => attempt(() => call('giveGuardianConsent', { params, body: { textVersion: found.text.version } }))}
              >
                我是监护人，同意
              </Button>
            )}
          </Card>
        )
      })}
    </>
  )
}
