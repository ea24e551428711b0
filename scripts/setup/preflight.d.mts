/** An expected obstacle: printed as one sentence, without a stack. */
export class Obstacle extends Error {}
export function checkNode(version?: string): void
export function checkDisk(root: string, free?: number): void
/** Whether node_modules is what package-lock.json asks for. */
export function isInstalled(root: string): boolean
/** The npm that runs us, or the one on PATH. */
export function npmCommand(): [string, ...string[]]
/** Whether npm ci objects to nothing but optional packages of other systems. */
export function missesOnlyOptional(
  output: string,
  lock: { packages: Record<string, { optionalDependencies?: Record<string, string> }> },
): boolean
/** Installs the versions package-lock.json says, when they are not there yet; answers whether it had to. */
export function install(root: string, log: (line: string) => void): Promise<boolean>
