import { PlusOutlined } from '@ant-design/icons'
import type { CharityProject } from '@minsheng/shared/contracts/donation'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Space, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { call } from '../../../platform/api.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FilterSelect } from '../../../ui/filter-select.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { PagedTable } from '../../../ui/paged-table.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import { dateWords } from '../../../ui/time-words.ts'
import { usePagedList } from '../../../ui/use-paged-list.ts'
import { useUrlFilters } from '../../../ui/use-url-filters.ts'
import { useAbilities } from '../../identity/use-abilities.ts'
import { donationKeys, useCharityChoices } from '../queries.ts'
import { CharityProjectDrawer } from './charity-project-drawer.tsx'

export function CharityProjectListPage() {
  const { can, seesAllCharities, charityId } = useAbilities()
  const charities = useCharityChoices(seesAllCharities)
  const { message, modal } = App.useApp()
  const queryClient = useQueryClient()
  const { filters, setFilters, isFiltered, clearFilters } = useUrlFilters(['charityId'])
  const [opened, setOpened] = useState<{ project: CharityProject | null } | null>(null)
  const list = usePagedList([...donationKeys.charityProjects, 'list', filters], (cursor) =>
    call('listCharityProjects', { query: { ...filters, cursor } }),
  )
  const closing = useMutation({
    mutationFn: ({ id, rev }: CharityProject) => call('closeCharityProject', { params: { projectId: id }, body: { rev } }),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: donationKeys.charityProjects })
      void message.success('项目已结束，3 个月内要公布总报告')
    },
    onError: (error) => void message.error(error.message, 6),
  })
  const mayWrite = can('campaign.write') && charityId !== null
  const askToClose = (project: CharityProject) =>
    void modal.confirm({
      title: `结束“${project.name}”？`,
      content: '结束以后不能再改，3 个月内要公布全部实施情况和款物使用情况。',
      okText: '结束项目',
      okButtonProps: { danger: true },
      cancelText: '不结束',
      onOk: () => closing.mutate(project),
    })

  return (
    <>
      <PageHeader
        title='慈善项目'
        words='拿募来的钱做的事。一个项目可以有几次募捐，项目和募捐分别公布情况。'
        action={
          mayWrite && (
            <Button type='primary' icon={<PlusOutlined aria-hidden />} onClick={() => setOpened({ project: null })}>
              新建慈善项目
            </Button>
          )
        }
      />
      <div className='panel'>
        {seesAllCharities && (
          <form className='filters' aria-label='筛选' onSubmit={(event) => event.preventDefault()}>
            <FilterSelect
              label='慈善组织'
              value={filters.charityId}
              width={260}
              loading={charities.isPending}
              options={(charities.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
              onChange={(of) => setFilters({ charityId: of })}
            />
            {isFiltered && <Button onClick={clearFilters}>清除筛选</Button>}
          </form>
        )}
        <PagedTable
          label='慈善项目'
          query={list}
          columns={columns(seesAllCharities, mayWrite ? { edit: (project) => setOpened({ project }), close: askToClose } : null)}
          minWidth={900}
          empty={
            <EmptyState
              title='还没有慈善项目'
              words='写募捐活动的第一步就是选项目；也可以先在这里建好。'
              action={mayWrite ? { label: '新建慈善项目', onClick: () => setOpened({ project: null }) } : undefined}
            />
          }
        />
      </div>
      {opened && charityId !== null && (
        <CharityProjectDrawer
          key={opened.project?.id ?? 'new'}
          open
          charityId={charityId}
          project={opened.project}
          onClose={() => setOpened(null)}
        />
      )}
    </>
  )
}

function columns(
  showCharity: boolean,
  actions: { edit: (project: CharityProject) => void; close: (project: CharityProject) => void } | null,
): TableColumnsType<CharityProject> {
  return [
    {
      title: '项目',
      key: 'name',
      render: (_, row) => (
        <>
          <strong style={{ fontWeight: 500 }}>{row.name}</strong>
          <div className='quiet'>{showCharity ? row.charityName : row.purpose}</div>
        </>
      ),
    },
    {
      title: '状态',
      key: 'state',
      width: 120,
      render: (_, { state }) => <StateTag tone={state === 'open' ? 'good' : 'over'}>{state === 'open' ? '进行中' : '已结束'}</StateTag>,
    },
    {
      title: '计划',
      key: 'plan',
      width: 150,
      render: (_, { milestones }) =>
        milestones.length === 0 ? (
          <span className='quiet'>没有写计划</span>
        ) : (
          `完成 ${milestones.filter(({ doneOn }) => doneOn !== null).length} / ${milestones.length} 步`
        ),
    },
    { title: '募捐活动', key: 'campaigns', width: 110, render: (_, { campaigns }) => `${campaigns.length} 次` },
    {
      title: '起止',
      key: 'days',
      width: 200,
      render: (_, { startsOn, endsOn, endedOn }) => (
        <>
          {dateWords(startsOn)}
          <div className='quiet'>{(endedOn ?? endsOn) ? `至 ${dateWords(endedOn ?? endsOn ?? '')}` : '没有定结束的日子'}</div>
        </>
      ),
    },
    ...(actions
      ? [
          {
            title: '操作',
            key: 'action',
            width: 130,
            render: (_: unknown, row: CharityProject) =>
              row.state === 'open' && (
                <Space>
                  <Button type='link' style={{ padding: 0 }} onClick={() => actions.edit(row)} aria-label={`修改${row.name}`}>
                    修改
                  </Button>
                  <Button type='link' danger style={{ padding: 0 }} onClick={() => actions.close(row)} aria-label={`结束${row.name}`}>
                    结束
                  </Button>
                </Space>
              ),
          },
        ]
      : []),
  ]
}
