import { catalogue } from '../../../../platform/protect/catalogue.ts'

/** What someone gets, or could, by the rules: no more than what lists and differences need, and sealed. */
export interface MatchFacts {
  /** The resident. */
  _id: string
  /** The household they were matched in. */
  home: string
  /** Policies that give them something, each with status, fen and since when: why someone is in need. */
  gets: string
  /** Nothing is left: it goes with the next full match. */
  isEmpty: boolean
  /** The match that changed it last: the number of a full one, or `live`. */
  changedBy: string
  changedAt: Date
}

export const matchFields = catalogue<MatchFacts>()(
  'policy_matches',
  {
    home: { title: '家庭编号', class: 'family', level: 2 },
    gets: { title: '按规则享受或符合的政策', class: 'welfare', level: 4, mask: () => '（已隐去）' },
    isEmpty: { title: '已没有', class: 'record', level: 2 },
    changedBy: { title: '哪一次比对改的', class: 'record', level: 1 },
    changedAt: { title: '更新时间', class: 'record', level: 1 },
  },
  {
    title: '政策比对的结果（不含姓名）',
    period: null,
    from: '符合条件期间；不再符合或不再在册的，下一次全部比对时删除',
    atEnd: 'delete',
    because: '主动发现符合条件的人（《社会救助法》第三十九条）；只记享受和符合的，不记不符合的原因',
    endedBy: 'job',
  },
)
export type MatchFields = typeof matchFields.fields
