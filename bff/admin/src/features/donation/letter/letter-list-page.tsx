import { MailOutlined } from '@ant-design/icons'
import type { Letter } from '@minsheng/shared/contracts/donation'
import { useQueryClient } from '@tanstack/react-query'
import { Button, Space, type TableColumnsType } from 'antd'
import { useEffect, useState } from 'react'
import { call } from '../../../platform/api.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FilterSelect } from '../../../ui/filter-select.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { PagedTable } from '../../../ui/paged-table.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import { instantWords } from '../../../ui/time-words.ts'
import { usePagedList } from '../../../ui/use-paged-list.ts'
import { useUrlFilters } from '../../../ui/use-url-filters.ts'
import { useAbilities } from '../../identity/use-abilities.ts'
import { donationKeys, useCharityChoices } from '../queries.ts'
import { AutomaticThanksDrawer } from './automatic-thanks.tsx'
import { LetterDrawer } from './letter-drawer.tsx'
import { LetterForm } from './letter-form.tsx'
import { filterWords, isUnderWay, letterState, receiverWords } from './letter-words.ts'

const LOOK_AGAIN_MS = 3_000

function letterColumns(showCharity: boolean, onShow: (letter: Letter) => void): TableColumnsType<Letter> {
  return [
    { title: '交办时间', key: 'created', width: 180, render: (_, row) => instantWords(row.createdAt) },
    {
      title: '内容',
      key: 'text',
      ellipsis: true,
      render: (_, row) => (
        <>
          {row.text}
          {showCharity && <div className='quiet'>{row.charityName}</div>}
        </>
      ),
    },
    { title: '发给', key: 'to', width: 220, render: (_, row) => receiverWords(row) },
    { title: '条件', key: 'filter', width: 240, render: (_, row) => filterWords(row) },
    {
      title: '状态',
      key: 'state',
      width: 160,
      render: (_, row) => <StateTag tone={letterState(row).tone}>{letterState(row).word}</StateTag>,
    },
    {
      title: '操作',
      key: 'action',
      width: 80,
      render: (_, row) => (
        <Button type='link' style={{ padding: 0 }} onClick={() => onShow(row)} aria-label={`查看 ${instantWords(row.createdAt)} 的感谢信`}>
          查看
        </Button>
      ),
    },
  ]
}

export function LetterListPage() {
  const { can, seesAllCharities, charityId } = useAbilities()
  const charities = useCharityChoices(seesAllCharities)
  const { filters, setFilters } = useUrlFilters(['charityId'])
  const [shown, setShown] = useState<Letter | null>(null)
  const [writing, setWriting] = useState(false)
  const [automatic, setAutomatic] = useState(false)
  const query = { charityId: filters.charityId }
  const list = usePagedList([...donationKeys.letters, query], (cursor) => call('listLetters', { query: { ...query, cursor } }))
  const queryClient = useQueryClient()
  const { refetch } = list
  const underWay = list.data?.pages.some(({ items }) => items.some(isUnderWay)) === true
  // What is being sent moves by itself: looked at again until all of it is through.
  useEffect(() => {
    if (!underWay) return
    const timer = setInterval(() => void refetch(), LOOK_AGAIN_MS)
    return () => {
      clearInterval(timer)
      // Donors show when they were last thanked.
      void queryClient.invalidateQueries({ queryKey: donationKeys.donors })
    }
  }, [underWay, refetch, queryClient])
  const mayWrite = can('letter.write') && charityId !== null
  const write = { label: '写感谢信', onClick: () => setWriting(true) }

  return (
    <>
      <PageHeader
        title='感谢信'
        words='写给捐赠人的信，出现在他们手机的“消息”里。捐赠人可以随时设置不再收。'
        action={
          mayWrite && (
            <Space size={12}>
              <Button onClick={() => setAutomatic(true)}>自动感谢</Button>
              <Button type='primary' icon={<MailOutlined aria-hidden />} onClick={write.onClick}>
                {write.label}
              </Button>
            </Space>
          )
        }
      />
      <div className='panel'>
        {seesAllCharities && (
          <form className='filters' aria-label='筛选' onSubmit={(event) => event.preventDefault()}>
            <FilterSelect
              label='慈善组织'
              value={filters.charityId}
              loading={charities.isPending}
              options={(charities.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
              onChange={(chosen) => setFilters({ charityId: chosen })}
            />
          </form>
        )}
        <PagedTable
          label='感谢信'
          query={list}
          columns={letterColumns(seesAllCharities, setShown)}
          minWidth={1040}
          empty={
            <EmptyState
              title='还没有发过感谢信'
              words='一封信可以发给一个项目的全部捐赠人；称呼、项目和金额会自动换成每个人自己的。'
              action={mayWrite ? write : undefined}
            />
          }
        />
      </div>
      <LetterDrawer letter={shown} onClose={() => setShown(null)} />
      {charityId !== null && <LetterForm charityId={charityId} open={writing} onClose={() => setWriting(false)} />}
      <AutomaticThanksDrawer open={automatic} onClose={() => setAutomatic(false)} />
    </>
  )
}
