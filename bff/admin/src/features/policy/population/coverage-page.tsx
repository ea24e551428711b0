import type { CoverageRow } from '@minsheng/shared/contracts/policy'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { Link } from 'react-router-dom'
import { call } from '../../../platform/api.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FilterSelect, wordOptions } from '../../../ui/filter-select.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { dateWords } from '../../../ui/time-words.ts'
import { useUrlFilters } from '../../../ui/use-url-filters.ts'
import { useAbilities } from '../../identity/use-abilities.ts'
import { Loaded } from '../loaded.tsx'
import { CoverageTable } from './coverage-table.tsx'
import { type BehindNumber, PeopleDrawer } from './people-drawer.tsx'
import { RematchPart } from './rematch-part.tsx'
import { PopulationStanding, usePopulation } from './standing.tsx'
import { type CoverageDimension, type CoverageStatus, coverageWords, dimensionWords } from './words.ts'
import './population.css'

const isDimension = (text: string | undefined): text is CoverageDimension => text !== undefined && text in dimensionWords

/** 政策覆盖: of those whose policy it is, who has it and who does not yet. */
export function CoveragePage() {
  const { can } = useAbilities()
  const { filters, setFilters } = useUrlFilters(['by', 'policy'] as const)
  const [behind, setBehind] = useState<BehindNumber | null>(null)
  const by = isDimension(filters.by) ? filters.by : 'street'
  const population = usePopulation()
  const isReady = population.data !== undefined && population.data.state !== 'building'
  const query = useQuery({
    enabled: isReady,
    queryKey: ['policy-coverage', by],
    queryFn: () => call('getPolicyCoverage', { query: { by } }),
    placeholderData: keepPreviousData,
  })
  const wayOn: Partial<Record<CoverageStatus, ReactNode>> = {
    entitled: (
      <>
        用小程序的，系统会告诉本人；告诉以后一直没有回音的，进
        {can('policyVisit.read') ? (
          <Link className='text-link' to='/policy-visits'>
            政策上门名单
          </Link>
        ) : (
          '“政策上门名单”'
        )}
        。没有用小程序的，请网格员、社区和街道当面告诉。
      </>
    ),
    possible: '登记里缺了情况，所以说不准。本人在“幸福清单”里回答，或网格员走访时补上，就能算出来。',
  }
  const open = (row: CoverageRow, status: CoverageStatus, group?: { group: string; groupName: string }) =>
    setBehind({
      title: `${coverageWords[status]}：${row.title}${group ? `，${group.groupName}` : ''}`,
      queryKey: ['policy-coverage-people', row.policyId, status, by, group?.group],
      read: (cursor) =>
        call('listCoveragePeople', { params: { policyId: row.policyId }, query: { status, by, group: group?.group, cursor, limit: 20 } }),
      withMoney: false,
      illustrative: false,
      ofHousehold: row.unit === 'household',
      wayOn: wayOn[status],
    })
  return (
    <>
      <PageHeader title='政策覆盖' words='每项政策，该享受的人里有多少已经享受，还有多少人符合却没有享受。点政策分开看，点数字看名单。' />
      <PopulationStanding query={population} />
      {isReady && (
        <div className='panel'>
          <div className='filters'>
            <FilterSelect
              label='分开看'
              value={by}
              options={wordOptions(dimensionWords)}
              onChange={(next) => setFilters({ by: next })}
              width={150}
              allWords='街道'
            />
          </div>
          <Loaded label='政策覆盖' query={query}>
            {({ policies, by: of, decidedFor, mayList }) =>
              policies.length > 0 ? (
                <div className={query.isPlaceholderData ? 'policy-answer old' : 'policy-answer'} aria-busy={query.isPlaceholderData}>
                  <CoverageTable
                    rows={policies}
                    by={of}
                    opened={filters.policy}
                    onToggle={(policy) => setFilters({ policy })}
                    onOpen={mayList ? open : undefined}
                  />
                  <p className='list-end'>按{dateWords(decidedFor)}的情况。“不到 5”的，为保护个人不显示准确的数。</p>
                </div>
              ) : (
                <EmptyState title='没有可以看的政策' words='公布了政策，这里就会列出来。' />
              )
            }
          </Loaded>
        </div>
      )}
      {can('rematch.read') && <RematchPart />}
      <PeopleDrawer behind={behind} onClose={() => setBehind(null)} />
    </>
  )
}
