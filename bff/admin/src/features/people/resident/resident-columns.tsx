import type { ResidentRow } from '@minsheng/shared/contracts/people'
import { Button, type TableColumnsType } from 'antd'
import { StateTag } from '../../../ui/state-tag.tsx'
import { groupWords, sexWords, stateWords } from '../words.ts'

export function residentColumns(onShow: (residentId: string) => void): TableColumnsType<ResidentRow> {
  return [
    {
      title: '姓名',
      key: 'name',
      width: 150,
      render: (_, row) => (
        <>
          <strong style={{ fontWeight: 500 }}>{row.nameMasked}</strong>
          <div className='quiet'>
            {sexWords[row.sex]}，{row.age} 岁
          </div>
        </>
      ),
    },
    { title: '身份证号', key: 'idNumber', width: 200, render: (_, row) => row.idNumberMasked ?? '没有登记' },
    { title: '电话', key: 'phone', width: 140, render: (_, row) => row.phoneMasked ?? '没有登记' },
    {
      title: '住在哪里',
      key: 'address',
      render: (_, row) => (
        <>
          {row.addressMasked ?? '没有登记'}
          <div className='quiet'>{row.gridName}</div>
        </>
      ),
    },
    { title: '特殊群体', key: 'groups', width: 170, render: (_, row) => row.groups.map((group) => groupWords[group]).join('、') || '—' },
    {
      title: '状态',
      key: 'state',
      width: 110,
      render: (_, row) => <StateTag tone={stateWords[row.state].tone}>{stateWords[row.state].word}</StateTag>,
    },
    {
      title: '操作',
      key: 'action',
      width: 80,
      render: (_, row) => (
        <Button type='link' style={{ padding: 0 }} onClick={() => onShow(row.id)} aria-label={`查看 ${row.nameMasked}，${row.age} 岁`}>
          查看
        </Button>
      ),
    },
  ]
}
