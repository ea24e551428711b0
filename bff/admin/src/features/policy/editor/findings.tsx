import type { DraftFindings } from '@minsheng/shared/contracts/policy'
import { rhythmWords, statusWords } from '@minsheng/shared/policy/words/choices'
import { formatYuan } from '@minsheng/shared/units/money'
import { Button } from 'antd'
import { IllustrativeTag } from '../../../ui/illustrative-tag.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import { fieldId } from './context.ts'
import { placeWords } from './place-words.ts'

/** Takes whoever reads a fault to the field it is in; opens what is closed around it. */
function goTo(path: string) {
  const steps = path.split('.')
  const field = steps
    .map((_, index) => document.getElementById(fieldId(steps.slice(0, steps.length - index))))
    .find((found) => found !== null)
  if (!field) return
  if (field.getAttribute('aria-expanded') === 'false') {
    field.click()
    requestAnimationFrame(() => goTo(path))
    return
  }
  field.scrollIntoView({ block: 'center' })
  field.focus()
}

interface FindingsProps {
  findings: DraftFindings
  /** Something else is written by now; what it comes to is being asked. */
  isOld: boolean
  isDraft: boolean
  /** Brings the form to the front. */
  onGo: () => void
  /** Shows what publishing it does to everyone; left out for whoever may not count. */
  onPreview?: (() => void) | undefined
}

/** What stands in the way, how the cases come out, and what a citizen will read. */
export function Findings({ findings, isOld, isDraft, onGo, onPreview }: FindingsProps) {
  const go = (path: string) => {
    onGo()
    // The form may have been behind another tab.
    requestAnimationFrame(() => goTo(path))
  }
  const failed = findings.cases.filter(({ passes }) => !passes)
  const own = findings.cases.filter(({ of }) => of === 'draft')
  const errors = findings.notes.filter(({ level }) => level === 'error')
  const open = findings.faults.length + failed.length + errors.length
  return (
    <div aria-live='polite' aria-busy={isOld}>
      <h2>检查结果</h2>
      {open === 0 ? (
        <>
          <StateTag tone='good'>{isDraft ? '可以交给另一人复核' : '没有要改的地方'}</StateTag>
          {onPreview && (
            <Button type='link' onClick={onPreview}>
              看全区谁有变化
            </Button>
          )}
        </>
      ) : (
        <StateTag tone='danger'>还有 {open} 处要改</StateTag>
      )}
      <ul className='policy-findings' aria-label='要改的地方'>
        {[...findings.faults, ...errors].map(({ path, words }) => (
          <li key={`${path}:${words}`}>
            <button type='button' onClick={() => go(path)}>
              {placeWords(path)}
              {words}
            </button>
          </li>
        ))}
        {failed.map((one) => (
          <li key={`${one.policyId}:${one.name}:${one.on}`}>
            例子“{one.name}”（{one.policyTitle}）：应该{one.wanted.words}，<strong>算出来{one.found.words}</strong>
          </li>
        ))}
        {findings.notes
          .filter(({ level }) => level === 'warning')
          .map(({ words }) => (
            <li key={words}>
              <StateTag tone='warning'>请注意</StateTag> {words}
            </li>
          ))}
      </ul>
      {findings.tried > 0 && (
        <p className='quiet'>
          这份草稿的例子 {own.length} 个，算对 {own.filter(({ passes }) => passes).length} 个；连同以前公布的一共试了 {findings.tried} 个。
        </p>
      )}
      {findings.preview && <Preview preview={findings.preview} />}
    </div>
  )
}

/** What a citizen reads who is as the first case says. */
function Preview({ preview }: { preview: NonNullable<DraftFindings['preview']> }) {
  const { low, high } = preview.amount
  const states = { met: '符合', unmet: '不符合', open: '还不知道' } as const
  return (
    <>
      <h2>居民会看到</h2>
      <div className='policy-preview'>
        <div className='policy-node'>
          <b>{preview.title}</b>
          {preview.illustrative && <IllustrativeTag />}
        </div>
        <div>{preview.summary}</div>
        {high > 0 && (
          <div>
            {preview.every && rhythmWords[preview.every]} {preview.ceiling && '最多'}{' '}
            <strong>{low === high || preview.ceiling ? `¥${formatYuan(high)}` : `¥${formatYuan(low)} 至 ¥${formatYuan(high)}`}</strong>
          </div>
        )}
        <div>{statusWords[preview.status]}</div>
        <ul>
          {preview.requirements.map(({ words, state }) => (
            <li key={words}>
              {words}：{states[state]}
            </li>
          ))}
        </ul>
        <div className='quiet'>依据：{preview.sources.join('、')}</div>
      </div>
    </>
  )
}
