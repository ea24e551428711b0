import type { ImportDetail } from '@minsheng/shared/contracts/people'
import { useQuery } from '@tanstack/react-query'
import { Alert, Progress, Skeleton } from 'antd'
import { Link, useParams } from 'react-router-dom'
import { call } from '../../../platform/api.ts'
import { PageHeader } from '../../../ui/page-header.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import { instantWords } from '../../../ui/time-words.ts'
import { peopleKeys } from '../queries.ts'
import '../people.css'
import { ImportActions } from './import-actions.tsx'
import { ImportMapping } from './import-mapping.tsx'
import { ImportColumns, ImportFaults, ImportNotDone } from './import-parts.tsx'
import { importKinds, importStates, isUnderWay, resultWords } from './words.ts'

/** One import: what was found in the file, what is to be done about it, what was done. */
export function ImportPage() {
  const { importId = '' } = useParams()
  const detail = useQuery({
    queryKey: [...peopleKeys.imports, importId],
    queryFn: () => call('getImport', { params: { importId } }),
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data.state) ? 1_000 : false),
  })
  return (
    <>
      <PageHeader
        title='导入核对'
        words={
          <Link to='/imports' className='text-link'>
            回到批量导入
          </Link>
        }
      />
      {detail.error && <ProblemNotice error={detail.error} onRetry={() => void detail.refetch()} />}
      {detail.data ? (
        <Shown job={detail.data} />
      ) : (
        !detail.error && (
          <div className='panel' style={{ padding: 24 }} role='status' aria-label='正在读取导入'>
            <Skeleton active />
          </div>
        )
      )}
    </>
  )
}

function Shown({ job }: { job: ImportDetail }) {
  const busy = isUnderWay(job.state)
  const total = job.state === 'undoing' ? job.done.made + job.done.changed : job.rows
  return (
    <div className='panel import'>
      <h2>{job.filename}</h2>
      <p className='quiet'>
        {importKinds[job.kind]}，{instantWords(job.createdAt)}上传
        {job.rows > 0 && `，共 ${job.rows} 行`}
        {job.encoding && `，文字编码 ${job.encoding}`}
        {job.fileUntil && `；文件保留到${instantWords(job.fileUntil)}`}
      </p>
      <p role='status'>
        <StateTag tone={importStates[job.state].tone}>{importStates[job.state].word}</StateTag> {!busy && resultWords(job)}
      </p>
      {busy && (
        <Progress
          percent={total > 0 ? Math.round((job.progress / total) * 100) : 0}
          aria-label={importStates[job.state].word}
          status='active'
        />
      )}
      {job.unreadable && <Alert type='error' showIcon role='alert' title='没有读出内容' description={job.unreadable} />}
      <ImportActions job={job} />
      <ImportMapping key={`${job.id}.${job.state}`} job={job} />
      <ImportNotDone job={job} />
      <ImportFaults job={job} />
      {job.state !== 'unreadable' && <ImportColumns job={job} />}
    </div>
  )
}
