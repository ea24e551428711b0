import type { FactName, FactRow, FactSheet } from '@minsheng/shared/contracts/people'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import { useQuery } from '@tanstack/react-query'
import { Button, Skeleton } from 'antd'
import { useState } from 'react'
import { call } from '../../../platform/api.ts'
import { DateField } from '../../../ui/date-field.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import { peopleKeys } from '../queries.ts'
import { factStates } from '../words.ts'
import { FactDrawer } from './fact-drawer.tsx'
import { FactRecord } from './fact-record.tsx'
import { wordLine } from './fact-words.ts'
import type { SubjectProps } from './subject.ts'

/** The last instant of a day in Shanghai: “as of a day” means when it was over. */
const endOf = (date: string) => new Date(Date.parse(`${date}T00:00:00+08:00`) + 86_399_999).toISOString()

/** What is known of a person or household: each fact with who said it and until when, today or as of another day. */
export function FactPart({ subjectKind, subjectId }: SubjectProps) {
  const [asOf, setAsOf] = useState<string | null>(null)
  const [recording, setRecording] = useState(false)
  const [shown, setShown] = useState<FactName | null>(null)
  const sheet = useQuery({
    queryKey: [...peopleKeys.facts, subjectKind, subjectId, asOf],
    queryFn: () => call('listFacts', { params: { subjectKind, subjectId }, query: asOf === null ? {} : { at: endOf(asOf) } }),
  })
  return (
    <section className='resident-part' aria-label='情况和来源'>
      <h3>情况和来源</h3>
      <div className='filter fact-day'>
        <label htmlFor='fact-as-of'>看哪一天的情况</label>
        <DateField
          id='fact-as-of'
          value={asOf}
          placeholder='今天'
          disabledDate={(date) => date > shanghaiDate(new Date())}
          onChange={setAsOf}
        />
      </div>
      {sheet.error && <ProblemNotice error={sheet.error} onRetry={() => void sheet.refetch()} />}
      {sheet.data ? (
        <>
          <Rows sheet={sheet.data} onShow={setShown} />
          {sheet.data.mayWrite && asOf === null && <Button onClick={() => setRecording(true)}>记录了解到的情况</Button>}
          <FactRecord subjectKind={subjectKind} subjectId={subjectId} open={recording} onClose={() => setRecording(false)} />
          <FactDrawer
            subjectKind={subjectKind}
            subjectId={subjectId}
            row={sheet.data.rows.find((row) => row.fact === shown) ?? null}
            rev={sheet.data.rev}
            mayDecide={sheet.data.mayDecide && asOf === null}
            onClose={() => setShown(null)}
          />
        </>
      ) : (
        !sheet.error && <Skeleton active aria-label='正在读取情况' paragraph={{ rows: 5 }} />
      )}
    </section>
  )
}

function Rows({ sheet, onShow }: { sheet: FactSheet; onShow: (fact: FactName) => void }) {
  const told = sheet.rows.filter((row) => row.state !== 'unknown')
  const missing = sheet.rows.filter((row) => row.state === 'unknown')
  return (
    <>
      {told.length === 0 ? (
        <p className='quiet'>还没有记录任何情况。</p>
      ) : (
        <ul className='facts'>
          {told.map((row) => (
            <li key={row.fact}>
              <div>
                <strong>{row.title}</strong>：{currentWords(row)}
                {row.state !== 'known' && <StateTag tone={factStates[row.state].tone}>{factStates[row.state].word}</StateTag>}
                <div className='quiet'>{row.current ? wordLine(row.current) : '原来的记录已过有效期，请重新了解。'}</div>
              </div>
              <Button onClick={() => onShow(row.fact)} aria-label={`${row.title}的来龙去脉`}>
                来龙去脉
              </Button>
            </li>
          ))}
        </ul>
      )}
      {missing.length > 0 && <p className='quiet'>还没有记录：{missing.map((row) => row.title).join('、')}。</p>}
    </>
  )
}

/** What counts, as far as it may be seen without a purpose. */
export function currentWords({ current, masked }: FactRow): string {
  if (!current) return ''
  return masked ? '****' : (current.words ?? '')
}
