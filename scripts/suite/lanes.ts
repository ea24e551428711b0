/**
 * Journeys run in two lanes at the same time, each against a system of its own: one journey takes one processor, and there
 * are two. Folders, so that a new file falls into one by itself; the lanes take about as long as one another.
 */
export const journeyLanes = [['e2e/admin/', 'e2e/browser/', 'e2e/durability/', 'e2e/weapp/'], ['e2e/h5/']] as const
