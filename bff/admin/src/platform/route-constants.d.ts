declare module 'virtual:route-constants' {
  import type { RouteConstant } from '@minsheng/shared/client'
  import type { OperationName } from '@minsheng/shared/contracts/index'

  export const routes: Record<OperationName, RouteConstant>
}
