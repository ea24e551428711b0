import type { Team } from '@minsheng/shared/contracts/donation'
import { useState } from 'react'
import { call, failureWords } from '../../../platform/request'
import { Button } from '../../../ui/button'
import { Words } from '../../../ui/element'
import { Sheet } from '../../../ui/sheet'

/** The owner ends the page; what was given stays given. */
export function EndTeam({ team, onEnded }: { team: Team; onEnded: (team: Team) => void }) {
  const [asking, setAsking] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const end = async () => {
    try {
      const ended = await call('endTeam', { params: { teamId: team.id } })
      setAsking(false)
      onEnded(ended)
    } catch (error) {
      const failure = failureWords(error)
      setProblem(`${failure.title}。${failure.advice}`)
    }
  }
  return (
    <>
      <Button
        kind='quiet'
        onPress={() => {
          setProblem(null)
          setAsking(true)
        }}
      >
        结束这个一起捐
      </Button>
      <Sheet open={asking} title='要结束吗？' closeWords='不结束' onClose={() => setAsking(false)}>
        <Words>结束后，不能再从这个页面捐。已经捐的不受影响，页面还看得到。</Words>
        {problem ? <Words role='alert'>{problem}</Words> : null}
        <Button onPress={end} busyWords='正在结束…'>
          结束
        </Button>
      </Sheet>
    </>
  )
}
