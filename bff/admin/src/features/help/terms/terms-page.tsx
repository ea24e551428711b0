import type { HelpTermsVersion } from '@minsheng/shared/contracts/help'
import { sourceWords } from '@minsheng/shared/law/parameter'
import { classWords } from '@minsheng/shared/words/help'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Space } from 'antd'
import { useState } from 'react'
import { call } from '../../../platform/api.ts'
import { IllustrativeTag } from '../../../ui/illustrative-tag.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { PageSkeleton } from '../../../ui/page-skeleton.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { SecondWord } from '../../../ui/second-word.tsx'
import { StateTag, type StateTone } from '../../../ui/state-tag.tsx'
import { dateWords, instantWords } from '../../../ui/time-words.ts'
import { useAbilities } from '../../identity/use-abilities.ts'
import '../../donation/statistics/statistics.css'
import { helpKeys, rungWords } from '../words.ts'
import './terms.css'
import { TermsDrawer } from './terms-drawer.tsx'
import { classNames, spanWords } from './terms-form.ts'

const stateOf = ({ state, isCurrent, from }: HelpTermsVersion, today: string): { word: string; tone: StateTone } => {
  if (state === 'proposed') return { word: '等同事同意', tone: 'waiting' }
  if (state === 'refused') return { word: '没有同意', tone: 'over' }
  if (isCurrent) return { word: '正在用', tone: 'good' }
  return from > today ? { word: '还没开始', tone: 'waiting' } : { word: '以前的', tone: 'over' }
}

/** What is promised to whoever calls: each version with its day, its source, who proposed and who agreed. */
export function HelpTermsPage() {
  const { can } = useAbilities()
  const [isProposing, setProposing] = useState(false)
  const found = useQuery({ queryKey: [...helpKeys.all, 'terms'], queryFn: () => call('listHelpTerms', {}) })
  const current = found.data?.items.find(({ isCurrent }) => isCurrent)
  return (
    <>
      <PageHeader
        title='一键呼时限'
        words='从某一天起，新的呼叫按那天的时限；已经呼叫的不变。一个人拟，另一个人同意。'
        action={
          can('help.terms') && current ? (
            <Button type='primary' onClick={() => setProposing(true)}>
              拟一版新的时限
            </Button>
          ) : undefined
        }
      />
      {found.error && <ProblemNotice error={found.error} onRetry={() => void found.refetch()} />}
      {found.isPending && <PageSkeleton label='正在读取时限' />}
      {found.data?.items.map((version) => (
        <Version key={version.id} of={version} today={found.data.today} onReload={() => void found.refetch()} />
      ))}
      {current && <TermsDrawer current={current} open={isProposing} onClose={() => setProposing(false)} />}
    </>
  )
}

function Version({ of, today, onReload }: { of: HelpTermsVersion; today: string; onReload: () => void }) {
  const queries = useQueryClient()
  const { word, tone } = stateOf(of, today)
  const name = `${dateWords(of.from)}起`
  return (
    <section className='panel statistics-part' aria-label={name}>
      <h2>
        <Space size={8} wrap>
          {name}
          <StateTag tone={tone}>{word}</StateTag>
          {of.illustrative && <IllustrativeTag />}
        </Space>
      </h2>
      <div style={{ overflowX: 'auto' }}>
        <table className='plain-table' aria-label={`${name}的时限`}>
          <thead>
            <tr>
              <th scope='col'>紧急程度</th>
              <th scope='col'>没人接时</th>
              <th scope='col'>到场</th>
              <th scope='col'>办好</th>
              <th scope='col'>取消后回电</th>
            </tr>
          </thead>
          <tbody>
            {classNames.map((key) => {
              const { ladder, onSite, resolve, callBack } = of.classes[key]
              return (
                <tr key={key}>
                  <th scope='row'>{classWords[key]}</th>
                  <td>
                    {ladder.length === 0 ? '不设' : ladder.map(({ after, to }) => `${spanWords(after)}后通知${rungWords[to]}`).join('；')}
                  </td>
                  <td>{spanWords(onSite)}</td>
                  <td>{spanWords(resolve)}</td>
                  <td>{spanWords(callBack)}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
      <p className='quiet'>
        依据：{sourceWords(of.source)}
        {of.proposedBy && of.proposedAt && `。${of.proposedBy} ${instantWords(of.proposedAt)} 拟：${of.reason}`}
        {of.decidedBy &&
          of.decidedAt &&
          `。${of.decidedBy} ${instantWords(of.decidedAt)} ${of.state === 'refused' ? '没有同意' : '同意'}：${of.decision}`}
      </p>
      {of.mayDecide && (
        <SecondWord
          title='同意还是不同意'
          name={`terms-${of.id}`}
          field='words'
          label='理由'
          missing='请写明理由，至少 2 个字'
          yes={{ label: '同意，按日期公布', done: '已公布' }}
          no={{ label: '不同意', done: '已退回，没有公布' }}
          send={(agree, why) => call('decideHelpTerms', { params: { termsId: of.id }, body: { rev: of.rev, agree, why } })}
          onDone={() => void queries.invalidateQueries({ queryKey: helpKeys.all })}
          onReload={onReload}
        />
      )}
    </section>
  )
}
