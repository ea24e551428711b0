import { shanghaiDate } from '@minsheng/shared/units/clock'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../../platform/api.ts'
import { DateField } from '../../../ui/date-field.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { dateWords } from '../../../ui/time-words.ts'
import { peopleKeys } from '../queries.ts'
import { relationWords } from '../words.ts'

/** Who lived in a building or flat on a day. */
export function HomePeoplePart({ placeId }: { placeId: string }) {
  const [on, setOn] = useState<string | null>(null)
  const found = useQuery({
    queryKey: [...peopleKeys.households, 'home', placeId, on],
    queryFn: () => call('listHomePeople', { params: { placeId }, query: { on: on ?? '' } }),
    enabled: on !== null,
  })
  return (
    <section className='home-people' aria-label='某一天谁住在这里'>
      <label htmlFor='home-day'>某一天谁住在这里</label>{' '}
      <DateField
        id='home-day'
        value={on}
        placeholder='选择日期'
        disabledDate={(date) => date > shanghaiDate(new Date())}
        onChange={setOn}
      />
      {found.error && <ProblemNotice error={found.error} onRetry={() => void found.refetch()} />}
      {found.isFetching && <p role='status'>正在查找</p>}
      {found.data && (
        <div role='status'>
          {found.data.households.length === 0 ? (
            <p className='quiet'>{dateWords(found.data.on)}这里没有登记家庭；请确认选的是楼幢或户室。</p>
          ) : (
            <ul>
              {found.data.households.map(({ household, people, elsewhere }) => (
                <li key={household.id}>
                  户号 {household.code}：
                  {people.map(({ resident, relation }) => `${resident.nameMasked}（${relationWords[relation]}）`).join('、') ||
                    '没有您能查看的人'}
                  {elsewhere > 0 && `；另有 ${elsewhere} 人现在不在您的范围内`}
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
    </section>
  )
}
