import type { HouseholdDetail } from '@minsheng/shared/contracts/people'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import { useQuery } from '@tanstack/react-query'
import { Button, Descriptions, Skeleton, Space } from 'antd'
import { useState } from 'react'
import { Link, useParams } from 'react-router-dom'
import { call } from '../../../platform/api.ts'
import { DateField } from '../../../ui/date-field.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { dateWords, instantWords } from '../../../ui/time-words.ts'
import { useAbilities } from '../../identity/use-abilities.ts'
import { FactPart } from '../fact/fact-part.tsx'
import { peopleKeys } from '../queries.ts'
import { ResidentDrawer } from '../resident/resident-drawer.tsx'
import { groupWords, relationWords, sexWords, stateWords } from '../words.ts'
import '../people.css'
import { HouseholdChange, type HouseholdDeed } from './household-change.tsx'
import { NewMember } from './new-member.tsx'

/** Whoever lives where the reader does not answer for is not named. */
const ELSEWHERE = '现在住在别处'

/** A household: who belongs to it today or on another day, and who did before. */
export function HouseholdPage() {
  const { householdId = '' } = useParams()
  const { can } = useAbilities()
  const [asOf, setAsOf] = useState<string | null>(null)
  const [adding, setAdding] = useState(false)
  const [deed, setDeed] = useState<HouseholdDeed | null>(null)
  const [shown, setShown] = useState<string | null>(null)
  const household = useQuery({
    queryKey: [...peopleKeys.households, householdId, asOf],
    queryFn: () => call('getHousehold', { params: { householdId }, query: { asOf: asOf ?? undefined } }),
  })
  const mayAdd = can('resident.write') && asOf === null && household.data?.state === 'open'
  return (
    <>
      <PageHeader
        title='家庭'
        words={
          <Link to='/households' className='text-link'>
            回到家庭清单
          </Link>
        }
        action={
          mayAdd && (
            <Space wrap>
              <Button onClick={() => setDeed('move')}>全家迁居</Button>
              <Button onClick={() => setDeed('head')}>更换户主</Button>
              <Button onClick={() => setDeed('end')}>注销这一户</Button>
              <Button type='primary' onClick={() => setAdding(true)}>
                登记家庭成员
              </Button>
            </Space>
          )
        }
      />
      {household.error && <ProblemNotice error={household.error} onRetry={() => void household.refetch()} />}
      {household.data ? (
        <div className='panel household'>
          <Descriptions
            column={{ xs: 1, lg: 3 }}
            items={[
              { key: 'address', label: '住址', children: household.data.addressMasked },
              { key: 'grid', label: '网格', children: household.data.pathNames.slice(1).join(' · ') },
              { key: 'code', label: '户号', children: household.data.code },
            ]}
          />
          <div className='filter household-day'>
            <label htmlFor='household-as-of'>看哪一天的成员</label>
            <DateField
              id='household-as-of'
              value={asOf}
              placeholder='今天'
              disabledDate={(date) => date > shanghaiDate(new Date())}
              onChange={setAsOf}
            />
          </div>
          <Members household={household.data} onShow={setShown} />
          <FactPart subjectKind='household' subjectId={householdId} />
        </div>
      ) : (
        !household.error && (
          <div className='panel' style={{ padding: 24 }} role='status' aria-label='正在读取家庭'>
            <Skeleton active />
          </div>
        )
      )}
      {household.data && <HouseholdChange household={household.data} deed={deed} onClose={() => setDeed(null)} />}
      <NewMember householdId={householdId} open={adding} onClose={() => setAdding(false)} />
      <ResidentDrawer residentId={shown} onClose={() => setShown(null)} />
    </>
  )
}

function Members({ household, onShow }: { household: HouseholdDetail; onShow: (residentId: string) => void }) {
  return (
    <>
      <h2>
        {dateWords(household.asOf)}有 {household.people.length} 人
      </h2>
      {household.people.length === 0 ? (
        <EmptyState title='这一天没有登记成员' words='换一个日期，或点右上角登记家庭成员。' />
      ) : (
        <ul className='members'>
          {household.people.map(({ resident, relation, from }) => (
            <li key={resident?.id ?? `${relation} ${from}`}>
              <div>
                <strong>{resident?.nameMasked ?? ELSEWHERE}</strong> {relationWords[relation]}
                <div className='quiet'>
                  {resident && `${sexWords[resident.sex]}，${resident.age} 岁，`}
                  {dateWords(from)}起在这一户
                  {resident && resident.groups.length > 0 && `；${resident.groups.map((group) => groupWords[group]).join('、')}`}
                </div>
              </div>
              {resident && (
                <Button onClick={() => onShow(resident.id)} aria-label={`查看${relationWords[relation]} ${resident.nameMasked}`}>
                  查看
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {household.former.length > 0 && (
        <>
          <h2>以前的成员</h2>
          <ul className='members'>
            {household.former.map(({ resident, relation, from, to }) => (
              <li key={`${resident?.id ?? relation} ${from} ${to}`}>
                <div>
                  <strong>{resident?.nameMasked ?? ELSEWHERE}</strong> {relationWords[relation]}
                  <div className='quiet'>
                    {dateWords(from)}到{dateWords(to)}
                    {resident && `；${stateWords[resident.state].word}`}
                  </div>
                </div>
              </li>
            ))}
          </ul>
        </>
      )}
      {household.homes.length > 1 && (
        <>
          <h2>住过的地方</h2>
          <ul>
            {household.homes.map(({ addressMasked, from, to }) => (
              <li key={`${from} ${to}`}>
                {addressMasked}：{from ? dateWords(from) : '登记以来'}到{to ? dateWords(to) : '现在'}
              </li>
            ))}
          </ul>
        </>
      )}
      {household.history.map((entry) => (
        <p className='quiet' key={entry.at}>
          {instantWords(entry.at)}，{entry.why}
        </p>
      ))}
    </>
  )
}
