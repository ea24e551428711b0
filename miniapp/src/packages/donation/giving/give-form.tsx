import { Choice, Tick } from '../../../ui/choice'
import { Box, Words } from '../../../ui/element'
import { Field } from '../../../ui/field'
import { Fold } from '../../../ui/fold'
import { Heading } from '../../../ui/heading'
import { yuanWords } from '../words'
import { AMOUNT_FIELD, NAME_FIELD, OTHER, type useGiftForm } from './use-gift-form'

interface GiveFormProps {
  form: ReturnType<typeof useGiftForm>
  suggestedAmountsFen: readonly number[]
}

/** How much, and under which name. */
export function GiveForm({ form, suggestedAmountsFen }: GiveFormProps) {
  const options = [
    ...[...suggestedAmountsFen].sort((a, b) => a - b).map((fen) => ({ value: String(fen), label: yuanWords(fen) })),
    { value: OTHER, label: '其他金额' },
  ]
  return (
    <Box className='giving__form'>
      <Heading level={2}>捐多少</Heading>
      <Choice label='捐多少' layout='chips' options={options} value={form.chip} onChoose={form.chooseChip} />
      {form.chip === OTHER ? (
        <Field
          name={AMOUNT_FIELD}
          label='金额（元）'
          hint='最少 0.01 元'
          before='¥'
          large
          keyboard='decimal'
          maxLength={12}
          value={form.typed}
          error={form.amountError}
          onInput={form.type}
          onLeave={form.leave}
        />
      ) : null}
      <Fold title='留下称呼或匿名（可不填）'>
        <Tick label='匿名捐赠' detail='公示时不显示您的称呼' on={form.anonymous} onChange={form.setAnonymous} />
        {form.anonymous ? (
          <Words className='giving__small'>公示时显示为“爱心人士”。</Words>
        ) : (
          <Field
            name={NAME_FIELD}
            label='怎么称呼您'
            hint='公示时显示；不填显示为“爱心人士”'
            maxLength={20}
            value={form.donorName}
            error={form.nameError}
            onInput={form.setDonorName}
          />
        )}
      </Fold>
    </Box>
  )
}
