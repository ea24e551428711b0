import type { ResidentDetail } from '@minsheng/shared/contracts/people'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Descriptions, Drawer, Skeleton, Space } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router-dom'
import { call } from '../../../platform/api.ts'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import { dateWords, instantWords } from '../../../ui/time-words.ts'
import { FactPart } from '../fact/fact-part.tsx'
import { peopleKeys } from '../queries.ts'
import { lookedAtWords, purposeWords, relationWords, sexWords, stateWords } from '../words.ts'
import '../people.css'
import { GroupPart } from './group-part.tsx'
import { ResidentEdit } from './resident-edit.tsx'
import { RevealValue } from './reveal-value.tsx'
import { StateChange } from './state-change.tsx'

/** One resident: masked facts, household, groups, what was changed and who looked. */
export function ResidentDrawer({ residentId, onClose }: { residentId: string | null; onClose: () => void }) {
  const resident = useQuery({
    queryKey: [...peopleKeys.residents, 'one', residentId],
    queryFn: () => call('getResident', { params: { residentId: residentId ?? '' } }),
    enabled: residentId !== null,
  })
  return (
    <Drawer title='居民' size={620} open={residentId !== null} onClose={onClose} destroyOnHidden>
      {resident.error && <ProblemNotice error={resident.error} onRetry={() => void resident.refetch()} />}
      {resident.data ? (
        <ResidentFacts key={resident.data.id} resident={resident.data} />
      ) : (
        !resident.error && <Skeleton active aria-label='正在读取居民' paragraph={{ rows: 10 }} />
      )}
    </Drawer>
  )
}

function ResidentFacts({ resident }: { resident: ResidentDetail }) {
  const queryClient = useQueryClient()
  const [doing, setDoing] = useState<'edit' | 'state' | null>(null)
  function done() {
    setDoing(null)
    for (const key of [peopleKeys.residents, peopleKeys.households, peopleKeys.duplicates])
      void queryClient.invalidateQueries({ queryKey: key })
  }
  const of = (field: 'name' | 'idNumber' | 'phone' | 'address' | 'registeredAddress', masked: string | null) => (
    <RevealValue residentId={resident.id} field={field} masked={masked} />
  )
  return (
    <>
      <p className='resident-name'>
        {resident.nameMasked}
        <StateTag tone={stateWords[resident.state].tone}>{stateWords[resident.state].word}</StateTag>
      </p>
      {resident.reportedDead && (
        <Alert
          type='warning'
          showIcon
          role='status'
          style={{ marginBottom: 16 }}
          title='部门报告已去世，待核实'
          description={
            <>
              {instantWords(resident.reportedDead.reportedAt)}收到，报告的去世日期是 {dateWords(resident.reportedDead.diedOn)}
              。核实之前什么都没有变，待遇照常。
              <Link className='text-link' to='/death-reports'>
                去核实
              </Link>
            </>
          }
        />
      )}
      {resident.mayWrite && (
        <Space style={{ marginBottom: 16 }} wrap>
          <Button onClick={() => setDoing('edit')}>更正信息</Button>
          <Button onClick={() => setDoing('state')}>登记迁出、去世或迁回</Button>
          {resident.state === 'present' && (
            <Link className='text-link' to={`/offline-consents?resident=${encodeURIComponent(resident.id)}`}>
              登记代办授权
            </Link>
          )}
        </Space>
      )}
      <Descriptions
        column={1}
        bordered
        styles={{ label: { width: 132 } }}
        items={[
          { key: 'name', label: '姓名', children: of('name', resident.nameMasked) },
          {
            key: 'sex',
            label: '性别、年龄',
            children: `${sexWords[resident.sex]}，${resident.age} 岁，${dateWords(resident.birthDate)}出生`,
          },
          { key: 'idNumber', label: '身份证号', children: of('idNumber', resident.idNumberMasked) },
          { key: 'phone', label: '电话', children: of('phone', resident.phoneMasked) },
          { key: 'address', label: '居住地址', children: of('address', resident.addressMasked) },
          { key: 'registered', label: '户籍地址', children: of('registeredAddress', resident.registeredAddressMasked) },
          { key: 'grid', label: '网格', children: resident.pathNames.slice(1).join(' · ') },
          {
            key: 'household',
            label: '家庭',
            children: resident.householdId ? (
              <>
                {resident.relation && relationWords[resident.relation]}，
                <Link className='text-link' to={`/households/${resident.householdId}`}>
                  看这一户
                </Link>
              </>
            ) : (
              '现在不在任何一户'
            ),
          },
        ]}
      />
      <GroupPart resident={resident} onDone={done} />
      <FactPart subjectKind='person' subjectId={resident.id} />
      <HistoryPart resident={resident} />
      <ResidentEdit resident={resident} open={doing === 'edit'} onClose={() => setDoing(null)} onDone={done} />
      <StateChange resident={resident} open={doing === 'state'} onClose={() => setDoing(null)} onDone={done} />
    </>
  )
}

function HistoryPart({ resident }: { resident: ResidentDetail }) {
  return (
    <>
      <section className='resident-part' aria-label='改动记录'>
        <h3>改动记录</h3>
        {resident.history.length === 0 ? (
          <p className='quiet'>登记以后没有改动过。</p>
        ) : (
          <ul>
            {resident.history.map((entry) => (
              <li key={entry.at}>
                {instantWords(entry.at)}，{entry.why}
                {entry.changed.length > 0 && <span className='quiet'>（{entry.changed.join('、')}）</span>}
              </li>
            ))}
          </ul>
        )}
      </section>
      <section className='resident-part' aria-label='查看记录'>
        <h3>谁看过遮住的信息</h3>
        {resident.reveals.length === 0 ? (
          <p className='quiet'>还没有人查看过。</p>
        ) : (
          <ul>
            {resident.reveals.map((look) => (
              <li key={`${look.at} ${look.field}`}>
                {instantWords(look.at)}，{look.byYou ? '您' : '其他工作人员'}看了{lookedAtWords(look.field)}，用途：
                {purposeWords[look.purpose]}
              </li>
            ))}
          </ul>
        )}
      </section>
    </>
  )
}
