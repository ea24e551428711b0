import type { DisclosureDuty } from '@minsheng/shared/contracts/donation'
import { Button, Table, type TableColumnsType } from 'antd'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import { dateWords } from '../../../ui/time-words.ts'
import { kindWords, leftWords } from './disclosure-words.ts'

interface DutyTableProps {
  duties: readonly DisclosureDuty[]
  showCharity: boolean
  /** Null for those who only look on. */
  onWrite: ((duty: DisclosureDuty) => void) | null
}

/** What has to be told next, the most urgent first. */
export function DutyTable({ duties, showCharity, onWrite }: DutyTableProps) {
  if (duties.length === 0) return <EmptyState title='现在没有要公布的内容' words='募捐活动发布以后，这里会列出什么时候要公布什么。' />
  return (
    <Table<DisclosureDuty>
      rowKey={({ kind, subjectId }) => `${kind}:${subjectId}`}
      dataSource={[...duties]}
      columns={columns(showCharity, onWrite)}
      pagination={false}
      scroll={{ x: 900 }}
    />
  )
}

function columns(showCharity: boolean, onWrite: DutyTableProps['onWrite']): TableColumnsType<DisclosureDuty> {
  return [
    {
      title: '要公布什么',
      key: 'what',
      render: (_, duty) => (
        <>
          <strong style={{ fontWeight: 500 }}>
            {kindWords[duty.kind]}：{duty.kind === 'annual' ? `${duty.periodTo.slice(0, 4)} 年，${duty.subjectName}` : duty.subjectName}
          </strong>
          <div className='quiet'>{showCharity && duty.kind !== 'annual' ? `${duty.charityName}。${duty.lawWords}` : duty.lawWords}</div>
        </>
      ),
    },
    { title: '最晚哪天', key: 'due', width: 216, render: (_, { dueOn }) => dateWords(dueOn) },
    {
      title: '还有多久',
      key: 'left',
      width: 230,
      render: (_, duty) => {
        const { word, tone } = leftWords(duty)
        return <StateTag tone={tone}>{word}</StateTag>
      },
    },
    ...(onWrite
      ? [
          {
            title: '操作',
            key: 'action',
            width: 190,
            render: (_: unknown, duty: DisclosureDuty) =>
              duty.notYet !== null ? (
                <span className='quiet'>{duty.notYet}</span>
              ) : (
                <Button
                  type='link'
                  style={{ padding: 0 }}
                  onClick={() => onWrite(duty)}
                  aria-label={`${duty.draftId ? '接着写' : '写'}${kindWords[duty.kind]}：${duty.subjectName}`}
                >
                  {duty.draftId ? '接着写草稿' : '写报告'}
                </Button>
              ),
          },
        ]
      : []),
  ]
}
