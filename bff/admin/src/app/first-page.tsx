import { Navigate } from 'react-router-dom'
import { firstPageOf } from '../features/identity/menu.ts'
import { useAccount } from '../platform/use-session.ts'

/** Where a person begins: the first page of their own menu. */
export function FirstPage() {
  const { roles } = useAccount()
  return <Navigate to={firstPageOf(roles)?.path ?? '/none'} replace />
}
