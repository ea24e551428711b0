import { ApiError } from '@minsheng/shared/client'
import { QueryClient } from '@tanstack/react-query'

function worthAnotherTry(failures: number, error: Error): boolean {
  return failures < 1 && error instanceof ApiError && (error.kind === 'offline' || error.status === 503)
}

/** `always`: without a network the page says so at once instead of waiting in silence. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { networkMode: 'always', refetchOnReconnect: true, retry: worthAnotherTry, staleTime: 15_000, refetchOnWindowFocus: true },
    mutations: { networkMode: 'always', retry: false },
  },
})
