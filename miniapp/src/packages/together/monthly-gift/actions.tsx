import type { MonthlyGift } from '@minsheng/shared/contracts/donation'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import { useState } from 'react'
import { call, failureWords } from '../../../platform/request'
import { Button } from '../../../ui/button'
import { Words } from '../../../ui/element'
import { Sheet } from '../../../ui/sheet'
import { useMonthlyTerms } from '../monthly-terms'

interface ActionsProps {
  monthly: MonthlyGift
  onChanged: () => Promise<void>
}

function ChangeSheet({ monthly, open, onClose, onChanged }: ActionsProps & { open: boolean; onClose: () => void }) {
  const terms = useMonthlyTerms(monthly, shanghaiDate(new Date()))
  const [problem, setProblem] = useState<string | null>(null)
  const save = async () => {
    const chosen = terms.check()
    if (!chosen) return
    try {
      await call('changeMonthlyGift', { params: { monthlyId: monthly.id }, body: { rev: monthly.rev, ...chosen } })
      onClose()
      await onChanged()
    } catch (error) {
      const failure = failureWords(error)
      setProblem(`${failure.title}。${failure.advice}`)
    }
  }
  return (
    <Sheet open={open} title='改成什么样' closeWords='不改' onClose={onClose}>
      {terms.fields}
      {problem ? <Words role='alert'>{problem}</Words> : null}
      <Button onPress={save} busyWords='正在保存…'>
        保存
      </Button>
    </Sheet>
  )
}

/** Changing, pausing and stopping, each at once. */
export function Actions({ monthly, onChanged }: ActionsProps) {
  const [changing, setChanging] = useState(false)
  const [stopping, setStopping] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const to = async (state: 'active' | 'paused' | 'stopped') => {
    try {
      await call('setMonthlyGiftState', { params: { monthlyId: monthly.id }, body: { to: state } })
      setProblem(null)
      setStopping(false)
      await onChanged()
    } catch (error) {
      const failure = failureWords(error)
      setProblem(`${failure.title}。${failure.advice}`)
    }
  }
  if (monthly.state !== 'active' && monthly.state !== 'paused') return null
  return (
    <>
      <Button kind='secondary' onPress={() => setChanging(true)}>
        改金额、日子或期限
      </Button>
      {monthly.state === 'active' ? (
        <Button kind='secondary' onPress={() => to('paused')} busyWords='正在暂停…'>
          先暂停
        </Button>
      ) : (
        <Button onPress={() => to('active')} busyWords='正在恢复…'>
          恢复提醒
        </Button>
      )}
      <Button kind='quiet' onPress={() => setStopping(true)}>
        不再月捐
      </Button>
      {problem && !stopping ? <Words role='alert'>{problem}</Words> : null}
      <ChangeSheet key={monthly.rev} monthly={monthly} open={changing} onClose={() => setChanging(false)} onChanged={onChanged} />
      <Sheet open={stopping} title='不再月捐了吗？' closeWords='接着捐' onClose={() => setStopping(false)}>
        <Words>马上停止，以后不再提醒。已经捐的不受影响。</Words>
        {problem ? <Words role='alert'>{problem}</Words> : null}
        <Button onPress={() => to('stopped')} busyWords='正在停止…'>
          停止
        </Button>
      </Sheet>
    </>
  )
}
