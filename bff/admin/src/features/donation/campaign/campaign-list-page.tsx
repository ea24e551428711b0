import { PlusOutlined } from '@ant-design/icons'
import type { Campaign } from '@minsheng/shared/contracts/donation'
import { formatYuan } from '@minsheng/shared/units/money'
import { Button, Progress, type TableColumnsType } from 'antd'
import { useNavigate } from 'react-router-dom'
import { call } from '../../../platform/api.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FilterSelect, wordOptions } from '../../../ui/filter-select.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { PagedTable } from '../../../ui/paged-table.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import { dateWords } from '../../../ui/time-words.ts'
import { usePagedList } from '../../../ui/use-paged-list.ts'
import { useUrlFilters } from '../../../ui/use-url-filters.ts'
import { useAbilities } from '../../identity/use-abilities.ts'
import { donationKeys, useCharityChoices } from '../queries.ts'
import { campaignChannels, campaignStates } from '../words.ts'
import { CampaignDrawer } from './campaign-drawer.tsx'
import { titleWords } from './campaign-labels.ts'
import { progressOf } from './progress-words.ts'

const filterNames = ['charityId', 'state'] as const

function stateIn(text: string | undefined): Campaign['state'] | undefined {
  return text !== undefined && text in campaignStates ? (text as Campaign['state']) : undefined
}

export function CampaignListPage() {
  const { can, seesAllCharities } = useAbilities()
  const navigate = useNavigate()
  const { filters, setFilters, isFiltered, clearFilters } = useUrlFilters(filterNames)
  const opened = useUrlFilters(['open'])
  const charities = useCharityChoices(seesAllCharities)
  const query = { charityId: filters.charityId, state: stateIn(filters.state) }
  const list = usePagedList([...donationKeys.campaigns, 'list', query], (cursor) => call('listCampaigns', { query: { ...query, cursor } }))
  const create = () => void navigate('/campaigns/new')
  const mayWrite = can('campaign.write')

  return (
    <>
      <PageHeader
        title='募捐活动'
        words='写好草稿，提交民政局审核，通过后居民可以看到；结束后不再收款，记录一直保留。'
        action={
          mayWrite && (
            <Button type='primary' icon={<PlusOutlined aria-hidden />} onClick={create}>
              新建募捐活动
            </Button>
          )
        }
      />
      <div className='panel'>
        <form className='filters' aria-label='筛选' onSubmit={(event) => event.preventDefault()}>
          {seesAllCharities && (
            <FilterSelect
              label='慈善组织'
              value={filters.charityId}
              width={260}
              loading={charities.isPending}
              options={(charities.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
              onChange={(charityId) => setFilters({ charityId })}
            />
          )}
          <FilterSelect
            label='状态'
            value={query.state}
            width={150}
            options={wordOptions(campaignStates)}
            onChange={(state) => setFilters({ state })}
          />
          {isFiltered && <Button onClick={clearFilters}>清除筛选</Button>}
        </form>
        <PagedTable
          label='募捐活动'
          query={list}
          columns={campaignColumns(seesAllCharities, (open) => opened.setFilters({ open }))}
          minWidth={976}
          empty={
            isFiltered ? (
              <EmptyState title='没有符合条件的活动' words='换一个状态或组织试试。' action={{ label: '清除筛选', onClick: clearFilters }} />
            ) : (
              <EmptyState
                title='还没有募捐活动'
                words='准备好募捐方案：目的、时间、地域、负责人、账户、受益人和用途，就可以新建。'
                action={mayWrite ? { label: '新建募捐活动', onClick: create } : undefined}
              />
            )
          }
        />
      </div>
      <CampaignDrawer campaignId={opened.filters.open ?? null} onClose={() => opened.setFilters({ open: undefined })} />
    </>
  )
}

function campaignColumns(showCharity: boolean, onOpen: (id: string) => void): TableColumnsType<Campaign> {
  return [
    {
      title: '活动',
      key: 'title',
      render: (_, row) => (
        <>
          <strong style={{ fontWeight: 500 }}>{titleWords(row)}</strong>
          <div className='quiet'>{showCharity ? row.charityName : row.purpose}</div>
        </>
      ),
    },
    {
      title: '状态',
      key: 'state',
      width: 120,
      render: (_, row) =>
        row.disclosurePause ? (
          <StateTag tone='paused'>待公开，暂停</StateTag>
        ) : (
          <StateTag tone={campaignStates[row.state].tone}>{campaignStates[row.state].word}</StateTag>
        ),
    },
    { title: '收款方式', key: 'channel', width: 170, render: (_, row) => campaignChannels[row.channel].word },
    {
      title: '已筹 / 目标',
      key: 'progress',
      width: 220,
      render: (_, row) => {
        const { percent, words } = progressOf(row.totals.raisedFen, row.goalFen)
        return (
          <>
            ¥{formatYuan(row.totals.raisedFen)} <span className='quiet'>/ ¥{formatYuan(row.goalFen)}</span>
            <Progress percent={percent} size='small' format={() => words} aria-label={`${row.title} 已筹 ${words}`} />
          </>
        )
      },
    },
    {
      title: '起止',
      key: 'days',
      width: 200,
      render: (_, row) => (
        <>
          {row.startsOn === '' ? <span className='quiet'>没有填写</span> : dateWords(row.startsOn)}
          {row.endsOn !== '' && <div className='quiet'>至 {dateWords(row.endsOn)}</div>}
        </>
      ),
    },
    {
      title: '操作',
      key: 'action',
      width: 80,
      render: (_, row) => (
        <Button type='link' style={{ padding: 0 }} onClick={() => onOpen(row.id)} aria-label={`查看${titleWords(row)}`}>
          查看
        </Button>
      ),
    },
  ]
}
