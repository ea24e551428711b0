import { Navigate } from 'react-router-dom'
import { menuOf } from '../features/identity/menu.ts'
import { useAccount } from '../platform/use-session.ts'

/** Where a person begins: the first page of their own menu. */
export function FirstPage() {
  const { roles } = useAccount()
  return <Navigate to={menuOf(roles)[0]?.items[0]?.path ?? '/none'} replace />
}
