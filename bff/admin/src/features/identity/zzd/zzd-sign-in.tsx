import { useMutation } from '@tanstack/react-query'
import { Alert, Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { call } from '../../../platform/api.ts'
import { signInByZzd } from '../../../platform/session.ts'
import { codeInside, goScan, insideZzd, takeZzdCode } from './browser.ts'

/** The page of the QR code; null while unknown, and where 浙政钉 is not connected or the server could not say. */
function useScanPage(): string | null {
  const [page, setPage] = useState<string | null>(null)
  useEffect(() => {
    // Not a query: the sign-in page forgets all of those when it opens. Without an answer there is the password.
    call('getStaffSignInWays', {}).then(
      ({ zzdPage }) => setPage(zzdPage),
      () => setPage(null),
    )
  }, [])
  return page
}

/** Signing in by 浙政钉: by its QR code, or inside it at a press. Nothing is shown where it is not connected. */
export function ZzdSignIn() {
  const page = useScanPage()
  const attempt = useMutation({
    mutationFn: async (scanned: string | null) => (scanned === null ? signInByZzd('app', await codeInside()) : signInByZzd('qr', scanned)),
  })
  const { mutate } = attempt
  const began = useRef(false)
  useEffect(() => {
    if (began.current) return
    began.current = true
    const code = takeZzdCode()
    if (code !== null) mutate(code)
  }, [mutate])
  if (page === null && !attempt.isPending && !attempt.error) return null
  return (
    <div style={{ marginTop: 16 }}>
      {attempt.error && <Alert type='error' showIcon title={attempt.error.message} style={{ marginBottom: 16 }} />}
      <Button
        block
        size='large'
        loading={attempt.isPending}
        onClick={() => {
          if (insideZzd()) mutate(null)
          else if (page !== null) goScan(page)
        }}
      >
        {attempt.isPending ? '正在用浙政钉登录' : insideZzd() ? '用浙政钉登录' : '用浙政钉扫码登录'}
      </Button>
    </div>
  )
}
