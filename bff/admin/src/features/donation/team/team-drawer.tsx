import type { TeamRow } from '@minsheng/shared/contracts/donation'
import { useQueryClient } from '@tanstack/react-query'
import { Descriptions, Drawer, List } from 'antd'
import { call } from '../../../platform/api.ts'
import { Money } from '../../../ui/money.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import { dateWords, instantWords } from '../../../ui/time-words.ts'
import { useAbilities } from '../../identity/use-abilities.ts'
import { donationKeys } from '../queries.ts'
import { WordForm } from '../word-form.tsx'
import { nextWords, reportReasons, teamStates, waits } from './team-words.ts'

function Reports({ team }: { team: TeamRow }) {
  if (team.reports.length === 0) return null
  return (
    <section aria-label='举报' style={{ marginTop: 24 }}>
      <h3>举报（不显示是谁）</h3>
      <List
        size='small'
        bordered
        dataSource={team.reports}
        renderItem={(report) => (
          <List.Item>
            <div>
              {reportReasons[report.reason]}
              {report.words && <div style={{ whiteSpace: 'pre-wrap' }}>{report.words}</div>}
              <div className='quiet'>{instantWords(report.at)}</div>
            </div>
          </List.Item>
        )}
      />
    </section>
  )
}

/** One together page: what is written there, what was said about it, and the decision. */
export function TeamDrawer({ team, onClose }: { team: TeamRow | null; onClose: () => void }) {
  const { can } = useAbilities()
  const queryClient = useQueryClient()
  function done() {
    void queryClient.invalidateQueries({ queryKey: donationKeys.teams })
    onClose()
  }
  return (
    <Drawer title='一起捐的页面' size={600} open={team !== null} onClose={onClose} destroyOnHidden>
      {team && (
        <>
          <h2 style={{ marginTop: 0 }}>{team.title}</h2>
          <p>
            <StateTag tone={teamStates[team.state].tone}>{teamStates[team.state].word}</StateTag>
          </p>
          <p className='quiet'>{nextWords(team)}</p>
          <p className='panel' style={{ padding: 16, whiteSpace: 'pre-wrap' }}>
            {team.words}
          </p>
          <Descriptions
            column={1}
            bordered
            styles={{ label: { width: 152 } }}
            items={[
              { key: 'starter', label: '发起人', children: team.starterLabel },
              { key: 'project', label: '项目', children: team.projectTitle },
              { key: 'charity', label: '慈善组织', children: team.charityName },
              { key: 'raised', label: '通过它捐的', children: <Money fen={team.raisedFen} /> },
              { key: 'people', label: '捐过的人', children: `${team.people} 人` },
              { key: 'ends', label: '到哪天', children: dateWords(team.endsOn) },
              { key: 'created', label: '发起时间', children: instantWords(team.createdAt) },
              ...(team.decidedAt ? [{ key: 'decided', label: '上次审阅', children: instantWords(team.decidedAt) }] : []),
              ...(team.decisionNote ? [{ key: 'note', label: '审阅意见', children: team.decisionNote }] : []),
            ]}
          />
          <Reports team={team} />
          {(waits(team) || team.state === 'open') && can('team.decide') && (
            <WordForm
              name='decide-team'
              title='审阅'
              noteLabel='审阅意见（不显示时，发起人看得到）'
              noteHint='请写明理由，如“文字没有问题”或“写了邻居的病情”'
              choices={[
                ...(waits(team)
                  ? [{ approve: true, label: team.state === 'open' ? '没有问题，照常显示' : '可以显示', done: '已审阅，可以显示' }]
                  : []),
                { approve: false, label: '不显示', done: '已不再显示' },
              ]}
              send={(word) => call('decideTeam', { params: { teamId: team.id }, body: { rev: team.rev, ...word } })}
              onDone={done}
            />
          )}
        </>
      )}
    </Drawer>
  )
}
