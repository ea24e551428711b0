import { everyRoleAtEveryOperation } from '../testing/access/every-operation.ts'

// Part of the matrix of roles and operations; the rest is in access.http.test.ts and its likes.
everyRoleAtEveryOperation(1)
