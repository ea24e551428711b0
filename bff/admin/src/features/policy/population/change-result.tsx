import type { PolicyChange, WhatIfChange, WhatIfResult } from '@minsheng/shared/contracts/policy'
import { useState } from 'react'
import { call } from '../../../platform/api.ts'
import { dateWords } from '../../../ui/time-words.ts'
import { PolicyChangeTable, StreetChangeTable } from './change-tables.tsx'
import { type BehindNumber, PeopleDrawer } from './people-drawer.tsx'
import { useIllustrative } from './use-illustrative.ts'
import { type ChangeGroup, changeWords, yuanShort } from './words.ts'

interface ChangeResultProps {
  change: WhatIfChange
  result: WhatIfResult
  /** A newer one is being worked out, or could not be had. */
  isOld: boolean
}

/** Who gains and loses by what is tried, and what it costs a month; each number opens the list behind it. */
export function ChangeResult({ change, result, isOld }: ChangeResultProps) {
  const [chosen, setChosen] = useState<string | null>(null)
  const [behind, setBehind] = useState<BehindNumber | null>(null)
  const isIllustrative = useIllustrative()
  const { policies, on, monthlyFenBefore, monthlyFenAfter, decidedAnew, mayList } = result
  const shown = policies.find(({ policyId }) => policyId === chosen) ?? policies[0]
  const few = policies.some(({ gains, loses, more, less }) => [gains, loses, more, less].includes(null))
  const open = (policy: PolicyChange, group: ChangeGroup, street?: { streetId: string; streetName: string }) =>
    setBehind({
      title: `${changeWords[group]}：${policy.title}${street ? `，${street.streetName}` : ''}`,
      queryKey: ['policy-what-if-people', change, on, policy.policyId, group, street?.streetId],
      read: (cursor) =>
        call('listWhatIfPeople', {
          body: { change, on, policyId: policy.policyId, group, streetId: street?.streetId, cursor, limit: 20 },
        }),
      withMoney: true,
      illustrative: isIllustrative(policy.policyId),
      ofHousehold: policy.unit === 'household',
    })
  const onOpen = mayList ? open : undefined
  return (
    <div className={isOld ? 'policy-answer old' : 'policy-answer'} aria-busy={isOld}>
      <dl className='policy-figures' aria-label='每月要发的现金'>
        <div>
          <dt>每月现金，现在</dt>
          <dd>{yuanShort(monthlyFenBefore)}</dd>
        </div>
        <div>
          <dt>每月现金，改了以后</dt>
          <dd>{yuanShort(monthlyFenAfter)}</dd>
        </div>
        <div>
          <dt>每月相差</dt>
          <dd>{yuanShort(monthlyFenAfter - monthlyFenBefore, true)}</dd>
        </div>
      </dl>
      <p className='quiet'>
        按{dateWords(on)}、{result.people.toLocaleString('zh-CN')}{' '}
        人算。一次性的没有算进去，按年发的算十二分之一；情况不全、还说不准的人没有算钱。
        {policies.some(({ policyId }) => isIllustrative(policyId)) && '标“参考”的金额还没有经民政局确认。'}
        {few && '“不到 5”的，为保护个人不显示准确的数和钱。'}
      </p>
      {shown ? (
        <>
          <PolicyChangeTable
            policies={policies}
            isIllustrative={isIllustrative}
            chosen={shown.policyId}
            onChoose={setChosen}
            onOpen={onOpen}
          />
          <StreetChangeTable policy={shown} onOpen={onOpen} />
        </>
      ) : (
        <div className='empty-state'>
          <h2>这样改，没有人有变化</h2>
          <p>
            {decidedAnew.length > 0
              ? `重新比对了${decidedAnew.map(({ title }) => title).join('、')}，每个人都和现在一样。`
              : '没有政策用到改的地方。'}
          </p>
        </div>
      )}
      <PeopleDrawer behind={behind} onClose={() => setBehind(null)} />
    </div>
  )
}
