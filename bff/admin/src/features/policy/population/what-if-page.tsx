import type { ParameterRow, WhatIfChange } from '@minsheng/shared/contracts/policy'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useMemo, useState } from 'react'
import { call } from '../../../platform/api.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FilterSelect } from '../../../ui/filter-select.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { useUrlFilters } from '../../../ui/use-url-filters.ts'
import { Loaded } from '../loaded.tsx'
import { SettingField } from './setting-field.tsx'
import { PopulationStanding, usePopulation } from './standing.tsx'
import { WhatIfAnswer } from './what-if-answer.tsx'
import './population.css'

/** A parameter with a value today: only that can be tried. */
interface Figure extends ParameterRow {
  nowValue: number
}

/** 政策试算: figures are dragged, and the page says at once who gains, who loses, and what it costs. Nothing is kept. */
export function WhatIfPage() {
  const parameters = useQuery({ queryKey: ['policy-parameters'], queryFn: () => call('listPolicyParameters') })
  const population = usePopulation()
  return (
    <>
      <PageHeader
        title='政策试算'
        words='拖一拖标准和比例，马上看全区谁得到、谁不再得到、谁多谁少，每月要多少钱。只是试算：什么都不保存，也不告诉任何人。'
      />
      <PopulationStanding query={population} />
      <Loaded label='政策参数' query={parameters}>
        {({ items }) => (
          <Trying
            figures={items.filter((row): row is Figure => row.nowValue !== null)}
            isReady={(population.data?.state ?? 'building') !== 'building'}
          />
        )}
      </Loaded>
    </>
  )
}

function Trying({ figures, isReady }: { figures: readonly Figure[]; isReady: boolean }) {
  const { filters, setFilters } = useUrlFilters(['policy'] as const)
  const policies = useMemo(() => {
    const titles = new Map(
      figures.flatMap(({ policyIds, policies: names }) => policyIds.map((id, place) => [id, names[place] ?? id] as const)),
    )
    return [...titles].map(([value, label]) => ({ value, label }))
  }, [figures])
  /** As they are tried, by their keys; what was not moved is not in it. */
  const [values, setValues] = useState<Readonly<Record<string, number>>>({})
  const chosen = policies.find(({ value }) => value === filters.policy)
  const tried = figures.filter(({ key, nowValue }) => values[key] !== undefined && values[key] !== nowValue)
  // What was moved for another policy stays in sight: it counts.
  const shown = figures.filter((figure) => tried.includes(figure) || (chosen && figure.policyIds.includes(chosen.value)))
  const question = useMemo<WhatIfChange | null>(() => {
    const changed = figures.flatMap(({ key, nowValue }) => {
      const value = values[key]
      return value === undefined || value === nowValue ? [] : [{ key, value }]
    })
    return changed.length === 0 ? null : { kind: 'parameters', values: changed }
  }, [figures, values])
  return (
    <>
      <section className='panel policy-try' aria-label='改哪些数'>
        <div className='policy-part-head'>
          <FilterSelect
            label='看哪项政策用的数'
            allWords='请选一项政策'
            value={chosen?.value}
            options={policies}
            onChange={(policy) => setFilters({ policy })}
            width={370}
          />
          {tried.length > 0 && <Button onClick={() => setValues({})}>全部回到现在的</Button>}
        </div>
        {shown.length > 0 && (
          <div className='policy-settings'>
            {shown.map((figure) => (
              <SettingField
                key={figure.key}
                name={figure.key}
                title={figure.title}
                unit={figure.unit}
                published={figure.nowValue}
                illustrative={figure.illustrative}
                value={values[figure.key] ?? figure.nowValue}
                onChange={(value) => setValues((before) => ({ ...before, [figure.key]: value }))}
              />
            ))}
          </div>
        )}
      </section>
      <section className='panel policy-result' aria-label='试算结果'>
        {question === null ? (
          <EmptyState
            title={chosen ? '拖动一个数试试' : '先选一项政策'}
            words={
              chosen ? '也可以在框里直接填数。改一处，用这个数的政策都会重新算。' : '上面会列出这项政策用的标准和比例，拖动它们就开始算。'
            }
          />
        ) : (
          isReady && <WhatIfAnswer question={question} />
        )}
      </section>
    </>
  )
}
