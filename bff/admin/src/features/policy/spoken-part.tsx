import type { DeskAward, IdentifiedBy, SpokenRecord, SpokenWay } from '@minsheng/shared/contracts/policy'
import { Button, Descriptions, Form, Input, Radio, Select } from 'antd'
import { StepFrame } from '../../ui/step-frame.tsx'
import { instantWords } from '../../ui/time-words.ts'
import { useStep } from '../../ui/use-step.ts'

const wayWords: Readonly<Record<SpokenWay, string>> = { counter: '到窗口说的', phone: '电话里说的', visit: '上门时说的' }
const identifiedWords: Readonly<Record<IdentifiedBy, string>> = {
  id_card: '看了身份证',
  household_book: '看了户口簿',
  called_number: '打登记的电话找到本人',
  known_in_person: '当面认识',
}

/** One who was heard, in one paragraph: whoever decides reads it. */
export const spokenWords = ({ nameMasked, way, place, spokenAt, identifiedBy, recordedBy, byYou, words }: SpokenRecord): string =>
  `${nameMasked}，${instantWords(spokenAt)}在${place}${wayWords[way]}（${identifiedWords[identifiedBy]}，${byYou ? '您' : recordedBy}记下）：${words}`

export interface SpokenGiven {
  rev: number
  residentId: string
  words: string
  way: SpokenWay
  place: string
  spokenAt: string
  identifiedBy: IdentifiedBy
}
interface SpokenProps {
  of: Pick<DeskAward, 'rev' | 'speakers' | 'spoken'>
  mayRecord: boolean
  send: (body: SpokenGiven) => Promise<unknown>
  onDone: () => void
}

/** What somebody said who does not write here, and the form to write it down. */
export function SpokenPart({ of, mayRecord, send, onDone }: SpokenProps) {
  return (
    <>
      {of.spoken.length > 0 && (
        <Descriptions
          className='step'
          title='窗口、电话或上门听到的话'
          column={1}
          items={of.spoken.map((one) => ({ key: one.recordedAt, label: '记录', children: spokenWords(one) }))}
        />
      )}
      {mayRecord && <Record key={`s${of.rev}`} of={of} send={send} onDone={onDone} />}
    </>
  )
}

const labels = {
  residentId: '谁说的',
  way: '怎么听到的',
  place: '在哪里',
  spokenAt: '什么时候',
  identifiedBy: '怎么核实是本人',
  words: '说了什么（照原话记）',
}
type Values = Partial<Record<keyof typeof labels, string>>

/** As it is typed, in local time here. */
const nowTyped = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 16)

function Record({ of, send, onDone }: Pick<SpokenProps, 'of' | 'send' | 'onDone'>) {
  const step = useStep<Values>(labels, '已记下，由另一位同事读过以后决定', onDone)
  const open = of.speakers.filter(({ hasSpoken }) => !hasSpoken)
  const write = () => {
    const { residentId, way, place = '', spokenAt = '', identifiedBy, words = '' }: Values = step.form.getFieldsValue()
    const faults = [
      ...(residentId ? [] : [{ path: 'body.residentId', message: '请选是谁说的' }]),
      ...(way ? [] : [{ path: 'body.way', message: '请选怎么听到的' }]),
      ...(place.trim().length < 2 ? [{ path: 'body.place', message: '请写明在哪里说的' }] : []),
      ...(spokenAt === '' ? [{ path: 'body.spokenAt', message: '请填什么时候说的' }] : []),
      ...(identifiedBy ? [] : [{ path: 'body.identifiedBy', message: '请选怎么核实是本人' }]),
      ...(words.trim().length < 2 ? [{ path: 'body.words', message: '请写下本人说的话' }] : []),
    ]
    if (step.show(faults) || !residentId || !way || !identifiedBy) return
    step.run(() =>
      send({
        rev: of.rev,
        residentId,
        way: way as SpokenWay,
        place: place.trim(),
        spokenAt: new Date(`${spokenAt}:00+08:00`).toISOString(),
        identifiedBy: identifiedBy as IdentifiedBy,
        words: words.trim(),
      }),
    )
  }
  return (
    <StepFrame title='记下听到的话' name='spoken' step={step} onReload={onDone}>
      <Form.Item
        name='residentId'
        label={labels.residentId}
        required
        extra='没有手机、来窗口或打电话说的，在这里记；记下就算听过本人，您自己不能再决定。'
      >
        <Select style={{ width: 260 }} options={open.map(({ residentId, nameMasked }) => ({ value: residentId, label: nameMasked }))} />
      </Form.Item>
      <Form.Item name='way' label={labels.way} required>
        <Radio.Group options={Object.entries(wayWords).map(([value, label]) => ({ value, label }))} />
      </Form.Item>
      <Form.Item name='place' label={labels.place} required>
        <Input maxLength={60} placeholder='比如：湖滨街道便民服务中心 3 号窗口' />
      </Form.Item>
      <Form.Item name='spokenAt' label={labels.spokenAt} required initialValue={nowTyped()}>
        <Input type='datetime-local' style={{ width: 260 }} />
      </Form.Item>
      <Form.Item name='identifiedBy' label={labels.identifiedBy} required>
        <Radio.Group options={Object.entries(identifiedWords).map(([value, label]) => ({ value, label }))} />
      </Form.Item>
      <Form.Item name='words' label={labels.words} required>
        <Input.TextArea maxLength={500} rows={4} />
      </Form.Item>
      <Button loading={step.pending} onClick={write}>
        记下
      </Button>
    </StepFrame>
  )
}
