import { expect, test } from 'vitest'
import { tokenIn } from './token.ts'

const link = 'https://minsheng.example.gov.cn/p/inv_abc.def-_'
test.each([
  [{ t: 'inv_abc.def' }, 'inv_abc.def'],
  [{ q: link }, 'inv_abc.def-_'],
  [{ q: encodeURIComponent(link) }, 'inv_abc.def-_'],
  [{ q: 'https%3A%2F%2Fx%ZZ' }, null],
  [{ q: 'https://example.com/g/abc' }, null],
  [{}, null],
])('%o', (params, token) => {
  expect(tokenIn(params)).toBe(token)
})
