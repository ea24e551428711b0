import type { HelpTermsVersion } from '@minsheng/shared/contracts/help'
import type { HelpTerms } from '@minsheng/shared/law/help'

interface Row extends Pick<HelpTermsVersion, 'from' | 'classes' | 'source' | 'illustrative' | 'rev'> {
  _id: string
  state: 'proposed' | 'published' | 'refused'
  reason: string
  proposedBy: string
  proposedAt: Date
  decidedBy: string | null
  decidedAt: Date | null
  decision: string | null
}

interface Around {
  /** The first day of what is in force. */
  current: string
  names: ReadonlyMap<string, string>
  reader: string
  mayDecide: boolean
}

const GONE = '已离职的人员'

export function presentTerms(row: Row, { current, names, reader, mayDecide }: Around): HelpTermsVersion {
  return {
    id: row._id,
    state: row.state,
    from: row.from,
    isCurrent: row.state === 'published' && row.from === current,
    classes: row.classes,
    source: row.source,
    illustrative: row.illustrative,
    reason: row.reason,
    proposedBy: names.get(row.proposedBy) ?? GONE,
    proposedAt: row.proposedAt.toISOString(),
    decidedBy: row.decidedBy === null ? null : (names.get(row.decidedBy) ?? GONE),
    decidedAt: row.decidedAt?.toISOString() ?? null,
    decision: row.decision,
    mayDecide: mayDecide && row.state === 'proposed' && row.proposedBy !== reader,
    rev: row.rev,
  }
}

/** What came with the product stands in the list like any other version. */
export function builtIn({ version, from, source, illustrative, classes }: HelpTerms, isCurrent: boolean): HelpTermsVersion {
  const copy = (terms: HelpTerms['classes'][keyof HelpTerms['classes']]) => ({ ...terms, ladder: [...terms.ladder] })
  return {
    id: version,
    state: 'built_in',
    from,
    isCurrent,
    classes: { p0: copy(classes.p0), p1: copy(classes.p1), p2: copy(classes.p2), p3: copy(classes.p3) },
    source: { title: source.title, number: source.number, article: source.article },
    illustrative,
    reason: null,
    proposedBy: null,
    proposedAt: null,
    decidedBy: null,
    decidedAt: null,
    decision: null,
    mayDecide: false,
    rev: 0,
  }
}
