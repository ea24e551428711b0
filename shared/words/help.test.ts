import { expect, test } from 'vitest'
import { workersOf } from './help.ts'

const call = { workerName: '王网格', keeperName: null, handover: null }
test.each([
  ['nobody was asked yet', { ...call, state: 'new', workerName: null }, []],
  ['who is asked has not taken it', { ...call, state: 'dispatched' }, [{ label: '派给了谁', name: '王网格' }]],
  ['who took it', { ...call, state: 'acked' }, [{ label: '谁负责', name: '王网格' }]],
  [
    'who gave it back answers for it meanwhile',
    { ...call, state: 'dispatched', keeperName: '李网格' },
    [
      { label: '派给了谁', name: '王网格' },
      { label: '接下之前由谁负责', name: '李网格' },
    ],
  ],
  [
    'who is asked to take it over has not taken it',
    { ...call, state: 'acked', handover: { name: '李网格', isMine: false } },
    [
      { label: '谁负责', name: '王网格' },
      { label: '请谁接手（还没有接）', name: '李网格' },
    ],
  ],
] as const)('%s', (_, given, shown) => {
  expect(workersOf(given)).toEqual(shown)
})
