import { Box, Press, Words } from '../element'
import { goToField } from '../element/go-to-field'
import { Heading } from '../heading'
import './style.scss'

export interface FieldError {
  /** The field's name. */
  field: string
  message: string
}

/** All that is wrong on a page in one place; each line leads to its field. */
export function ErrorSummary({ errors }: { errors: readonly FieldError[] }) {
  if (errors.length === 0) return null
  return (
    <Box role='alert' className='ms-error-summary'>
      <Heading level={2}>{errors.length === 1 ? '有一处需要修改' : `有 ${errors.length} 处需要修改`}</Heading>
      <Box as='ul' className='ms-error-summary__list'>
        {errors.map((error) => (
          <Box as='li' key={error.field}>
            <Press role='link' className='ms-error-summary__line' onPress={() => goToField(error.field)}>
              <Words>{error.message}</Words>
            </Press>
          </Box>
        ))}
      </Box>
    </Box>
  )
}
