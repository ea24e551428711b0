import type { PopulationState } from '@minsheng/shared/contracts/policy'
import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { Alert, Progress, Skeleton } from 'antd'
import { call } from '../../../platform/api.ts'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import { dateWords } from '../../../ui/time-words.ts'
import { ageWords } from './words.ts'

const SOON_MS = 2_000
const NOW_AND_THEN_MS = 15_000

/** How far everyone's circumstances are read in; asked again sooner while that is under way. */
export function usePopulation(enabled = true): UseQueryResult<PopulationState> {
  return useQuery({
    enabled,
    queryKey: ['policy-population'],
    queryFn: () => call('getPolicyPopulation'),
    refetchInterval: ({ state }) => (state.data?.state === 'live' ? NOW_AND_THEN_MS : SOON_MS),
  })
}

/** What is counted over, and how new it is; while it is not there yet, how far it has come. */
export function PopulationStanding({ query }: { query: UseQueryResult<PopulationState> }) {
  const { data, error } = query
  const notice = error && <ProblemNotice error={error} onRetry={() => void query.refetch()} />
  if (!data)
    return (
      notice ?? (
        <div role='status' aria-label='正在读取全区的情况'>
          <Skeleton active title={false} paragraph={{ rows: 1 }} />
        </div>
      )
    )
  // How new it was when last heard of says nothing about now.
  if (notice) return notice
  const { state, homesDone, homesAll, homesLeftOut, people, homes, behindSeconds, decidedFor } = data
  if (state === 'building') {
    const percent = homesAll > 0 ? Math.floor((homesDone / homesAll) * 100) : 0
    return (
      <Alert
        type='info'
        showIcon
        style={{ marginBottom: 16 }}
        title='正在读入全区的情况，读完就能试算'
        description={
          <>
            <Progress percent={percent} aria-label='读入进度' />
            已读 {homesDone.toLocaleString('zh-CN')} 户，共 {homesAll.toLocaleString('zh-CN')} 户。这一页不用关，读完会自己算出来。
          </>
        }
      />
    )
  }
  return (
    <p className='policy-standing' role='status'>
      <StateTag tone={state === 'live' ? 'good' : 'waiting'}>{state === 'live' ? '全区情况是最新的' : '还有改动没算进来'}</StateTag>
      <span className='quiet'>
        {people.toLocaleString('zh-CN')} 人、{homes.toLocaleString('zh-CN')} 户{decidedFor && `，按${dateWords(decidedFor)}比对`}
        {`，${ageWords(behindSeconds)}`}
        {homesLeftOut > 0 && `；有 ${homesLeftOut.toLocaleString('zh-CN')} 户人数太多，没有算在内`}。
      </span>
    </p>
  )
}
