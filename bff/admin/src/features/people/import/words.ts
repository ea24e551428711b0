import type { ImportDetail, ImportKind, ImportRow, ImportState } from '@minsheng/shared/contracts/people'
import type { StateTone } from '../../../ui/state-tag.tsx'

export const importKinds: Record<ImportKind, string> = {
  resident: '居民',
  household: '家庭',
  home: '楼幢户室',
  boundary: '网格边界',
}

export const importStates: Record<ImportState, { word: string; tone: StateTone }> = {
  checking: { word: '正在核对', tone: 'waiting' },
  checked: { word: '等您确认', tone: 'warning' },
  unreadable: { word: '读不出来', tone: 'danger' },
  accepting: { word: '正在导入', tone: 'waiting' },
  done: { word: '已导入', tone: 'good' },
  undoing: { word: '正在撤销', tone: 'waiting' },
  undone: { word: '已撤销', tone: 'over' },
  dropped: { word: '已放弃', tone: 'over' },
}

/** True while the server works on it: the page asks again by itself. */
export const isUnderWay = (state: ImportState) => state === 'checking' || state === 'accepting' || state === 'undoing'

/** What came of an import, in one sentence. */
export function resultWords({ state, found, done, rows }: ImportRow): string {
  const parts = (list: [number, string][]) =>
    list
      .filter(([count]) => count > 0)
      .map(([count, words]) => `${words} ${count} 行`)
      .join('，')
  switch (state) {
    case 'checking':
      return '还在核对'
    case 'unreadable':
      return '没有读出内容'
    case 'checked':
    case 'dropped':
      return parts([
        [found.fresh, '新增'],
        [found.changed, '更新'],
        [found.unchanged, '不变'],
        [found.bad, '有问题'],
      ])
    case 'accepting':
      return `共 ${rows} 行，正在写入`
    case 'done':
      return parts([
        [done.made, '已新增'],
        [done.changed, '已更新'],
        [done.unchanged, '不变'],
        [done.refused, '没有导入'],
      ])
    case 'undoing':
    case 'undone':
      return parts([
        [done.undone, '已撤销'],
        [done.kept, '保留'],
      ])
  }
}

/** The rows that a confirmation would write. */
export const writable = ({ found }: ImportDetail) => found.fresh + found.changed
