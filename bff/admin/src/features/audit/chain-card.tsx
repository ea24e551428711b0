import type { AuditChain } from '@minsheng/shared/contracts/audit'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Descriptions, Skeleton } from 'antd'
import { call } from '../../platform/api.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { instantWords } from '../../ui/time-words.ts'

const RUNNING_MS = 1_500

function Verdict({ verification }: { verification: AuditChain['verification'] }) {
  if (!verification) return <Alert type='info' showIcon title='还没有核验过' />
  if (verification.state === 'running') return <Alert type='info' showIcon title='正在核验整条链，请稍候' />
  if (verification.state === 'failed') return <Alert type='warning' showIcon title='上次核验没有完成，请再核验一次' />
  const when = verification.finishedAt ? instantWords(verification.finishedAt) : ''
  if (verification.holds)
    return (
      <Alert
        type='success'
        showIcon
        title={`链是完整的：${verification.rows} 条，没有被改过（${when} 核验）`}
        description={verification.notices.length > 0 ? `另有 ${verification.notices.length} 处需要人工留意。` : undefined}
      />
    )
  return (
    <Alert
      type='error'
      showIcon
      title={`链被动过：发现 ${verification.damages.length} 处（${when} 核验）`}
      description={
        <ul style={{ margin: 0, paddingInlineStart: 20 }}>
          {verification.damages.map((damage) => (
            <li key={`${damage.kind}-${damage.seq}-${damage.words}`}>
              {damage.seq === null ? '还没入链的一条' : `从第 ${damage.seq} 条起`}：{damage.kindWords}
            </li>
          ))}
        </ul>
      }
    />
  )
}

/** How the chain stands, and the button that looks at all of it. */
export function ChainCard() {
  const { message } = App.useApp()
  const queries = useQueryClient()
  const chain = useQuery({
    queryKey: ['audit-chain'],
    queryFn: () => call('getAuditChain', {}),
    refetchInterval: ({ state }) => (state.data?.verification?.state === 'running' ? RUNNING_MS : false),
  })
  const verifying = useMutation({
    mutationFn: () => call('verifyAuditChain', {}),
    onSuccess: () => void queries.invalidateQueries({ queryKey: ['audit-chain'] }),
    onError: () => void message.error('没有开始核验，请再试一次'),
  })
  if (chain.isPending) return <Skeleton active paragraph={{ rows: 3 }} />
  if (!chain.data) return <ProblemNotice error={chain.error} onRetry={() => void chain.refetch()} />
  const { head, waiting, anchor, anchoredOutside, prunedTo, verification } = chain.data
  return (
    <section aria-label='审计链' className='panel' style={{ padding: 20, marginBottom: 16 }}>
      <Verdict verification={verification} />
      <Descriptions
        column={{ xs: 1, md: 2 }}
        style={{ marginTop: 16 }}
        items={[
          { key: 'head', label: '链上条数', children: head.seq },
          { key: 'waiting', label: '等待入链', children: `${waiting} 条` },
          { key: 'hash', label: '最新指纹', children: <code style={{ overflowWrap: 'anywhere' }}>{head.hash}</code> },
          {
            key: 'anchor',
            label: '最近一次签名留存',
            children: anchor ? `第 ${anchor.seq} 条，${instantWords(anchor.at)}${anchoredOutside ? '，库外另存一份' : ''}` : '还没有',
          },
          ...(prunedTo > 0 ? [{ key: 'cut', label: '已到期清理', children: `第 ${prunedTo} 条以前` }] : []),
        ]}
      />
      <Button
        type='primary'
        style={{ marginTop: 12 }}
        loading={verifying.isPending || verification?.state === 'running'}
        onClick={() => verifying.mutate()}
      >
        核验整条链
      </Button>
    </section>
  )
}
