import { Tabs } from 'antd'
import { PageHeader } from '../../../ui/page-header.tsx'
import { useUrlFilters } from '../../../ui/use-url-filters.ts'
import { LetterList } from './letter-list.tsx'
import { RunList } from './run-list.tsx'
import { SourceList } from './source-list.tsx'

/** 数据交换: registers of other departments, how far each is, and what could not be taken. */
export function ExchangePage() {
  const { filters, setFilters } = useUrlFilters(['tab'] as const)
  return (
    <>
      <PageHeader
        title='数据交换'
        words='从区数据中枢取其他部门的登记。断了会自己接着取，每一行只算一次；收不下的行留在“问题数据”里，改好可以重新收。'
      />
      <Tabs
        activeKey={filters.tab ?? 'sources'}
        onChange={(tab) => setFilters({ tab: tab === 'sources' ? undefined : tab })}
        items={[
          { key: 'sources', label: '数据来源', children: <SourceList onLetters={() => setFilters({ tab: 'letters' })} /> },
          { key: 'letters', label: '问题数据', children: <LetterList /> },
          { key: 'runs', label: '交换历史', children: <RunList /> },
        ]}
      />
    </>
  )
}
