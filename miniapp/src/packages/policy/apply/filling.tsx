import type { ApplicationForm } from '@minsheng/shared/contracts/policy'
import { Card } from '../../../ui/card'
import { Choice } from '../../../ui/choice'
import { Words } from '../../../ui/element'
import type { FieldError } from '../../../ui/error-summary'
import { Field } from '../../../ui/field'
import { Fold } from '../../../ui/fold'
import { Heading } from '../../../ui/heading'
import { List, ListRow } from '../../../ui/list'
import { CardFields } from '../card-fields'
import { PaperCard } from '../paper'
import type { Papers } from '../use-papers'
import { dateWords } from '../words'
import { type Filled, isNewCard } from './check'

interface FillingProps {
  form: ApplicationForm
  filled: Filled
  papers: Papers
  faults: readonly FieldError[]
  onChange: (change: Partial<Filled>) => void
}

/** Nobody is kept from asking: it is said plainly, and the way stays open. */
function Chances({ computed }: { computed: ApplicationForm['computed'] }) {
  if (computed.status === 'entitled' || computed.status === 'enjoying') {
    return <Words className='mine__line'>按现在知道的情况，您符合条件。</Words>
  }
  const against = computed.requirements.filter(({ state }) => state !== 'met')
  return (
    <Card tone='warm'>
      <Words className='mine__line'>
        {computed.status === 'possible'
          ? '按现在知道的情况，还不能确定您符不符合。'
          : '按现在知道的情况，您不符合条件。您仍然可以申请：登记可能有错，由部门核对后书面答复。'}
      </Words>
      {against.map(({ words, state }) => (
        <Words key={words} className='mine__line'>{`${state === 'open' ? '还不清楚' : '不符合'}：${words}`}</Words>
      ))}
    </Card>
  )
}

function Known({ facts }: Pick<ApplicationForm, 'facts'>) {
  if (facts.length === 0) return null
  return (
    <Fold title={`已经掌握的 ${facts.length} 项情况，不用您再填`}>
      <List label='已经掌握的情况'>
        {facts.map(({ title, words, source, observedOn }, index) => (
          <ListRow
            // biome-ignore lint/suspicious/noArrayIndexKey: the people of a household have the same facts, and rows never move
            key={`${index}-${title}`}
            title={`${title}：${words ?? '（不显示）'}`}
            detail={observedOn ? `${source}，${dateWords(observedOn)}` : source}
          />
        ))}
      </List>
      <Words className='mine__small'>不对的，请在“我的资料”里申请更正，或在下面写明。</Words>
    </Fold>
  )
}

function PayTo({ form, filled, faults, onChange }: FillingProps) {
  const { payTo } = form
  if (!payTo) return null
  return (
    <>
      <Heading level={2}>发到哪张银行卡</Heading>
      <Words className='mine__small'>{`要用您本人的卡，户名 ${payTo.nameMasked}。卡号加密保存，页面上只显示头尾。`}</Words>
      {payTo.heldMasked ? (
        <Choice
          label='发到哪张银行卡'
          options={[
            { value: 'held', label: `上次用的卡 ${payTo.heldMasked}`, detail: payTo.heldBank ?? '' },
            { value: 'new', label: '换一张卡' },
          ]}
          value={filled.account}
          onChoose={(account) => onChange({ account })}
        />
      ) : null}
      {isNewCard(form, filled) ? <CardFields filled={filled} faults={faults} onChange={onChange} /> : null}
    </>
  )
}

/** What is known, and what is still asked for. */
export function Filling(props: FillingProps) {
  const { form, filled, papers, faults, onChange } = props
  const needed = form.materials.filter((material) => material.needed)
  const spared = form.materials.filter((material) => !material.needed)
  return (
    <>
      <Words className='mine__line'>{form.summary}</Words>
      <Chances computed={form.computed} />
      <Known facts={form.facts} />
      {needed.length > 0 ? <Heading level={2}>要拍的材料</Heading> : null}
      {needed.map(({ name }) => (
        <PaperCard key={name} name={name} papers={papers} error={faults.find(({ field }) => field === name)?.message} />
      ))}
      {spared.length > 0 ? (
        <List label='不用交的材料'>
          {spared.map(({ name, because }) => (
            <ListRow key={name} icon='circle-check/success' title={name} detail={because ?? ''} />
          ))}
        </List>
      ) : null}
      <PayTo {...props} />
      <Field
        name='note'
        label='还想说的（可以不填）'
        hint='比如：登记哪里不对、急需的原因'
        rows={3}
        maxLength={500}
        value={filled.note}
        onInput={(note) => onChange({ note })}
      />
    </>
  )
}
