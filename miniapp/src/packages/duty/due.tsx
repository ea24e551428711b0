import type { DeskCallRow } from '@minsheng/shared/contracts/help'
import { useState } from 'react'
import { Countdown } from '../../ui/countdown'
import { Words } from '../../ui/element'
import { dueLabel, overdueWords } from './words'

/** What runs out next, counting down; once it has, that it has. */
export function Due({ of: { nextDue } }: { of: Pick<DeskCallRow, 'nextDue'> }) {
  const [endedAt, setEndedAt] = useState<string | null>(null)
  if (!nextDue) return null
  const until = Date.parse(nextDue.at)
  if (endedAt === nextDue.at || until <= Date.now()) return <Words className='work__late'>{overdueWords(nextDue)}</Words>
  return <Countdown key={nextDue.at} until={until} before={dueLabel(nextDue)} onEnd={() => setEndedAt(nextDue.at)} />
}
