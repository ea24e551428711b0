import { expect, test } from 'vitest'
import { asJson, asXml } from './answer.ts'

const services = { item: 'service', list: [{ service_code: '001', metadata: true, keywords: '', description: 'A & B <i>"now"</i>\u0000' }] }

test('XML as the specification writes it: lists with named items, nothing that breaks out', () => {
  expect(asXml('services', services)).toBe(
    '<?xml version="1.0" encoding="utf-8"?>\n<services><service><service_code>001</service_code><metadata>true</metadata><keywords/>' +
      '<description>A &amp; B &lt;i&gt;&quot;now&quot;&lt;/i&gt;</description></service></services>\n',
  )
})

test('JSON: the same list without the names of its items', () => {
  expect(JSON.parse(asJson(services))).toEqual([
    { service_code: '001', metadata: true, keywords: '', description: 'A & B <i>"now"</i>\u0000' },
  ])
})
