import { describe, expect, it } from 'vitest'
import { returnOf, scanAddress, withoutCode } from './entry.ts'

describe('coming back from 浙政钉', () => {
  it('brings a code and a state, both or nothing', () => {
    expect(returnOf('?code=c1&state=s1&part=x')).toEqual({ code: 'c1', state: 's1' })
    expect([returnOf('?code=c1'), returnOf('?state=s1'), returnOf('?code=&state=s1'), returnOf('')]).toEqual([null, null, null, null])
  })

  it('leaves neither in the address', () => {
    expect(withoutCode('https://a.example/admin/?code=c1&state=s1&part=x#y')).toBe('https://a.example/admin/?part=x#y')
  })
})

it('the page of the QR code is told where to come back', () => {
  const url = new URL(scanAddress('https://login.example/auth.htm?client_id=a', 'https://b.example/admin/', 's1'))
  expect(Object.fromEntries(url.searchParams)).toEqual({ client_id: 'a', redirect_uri: 'https://b.example/admin/', state: 's1' })
})
