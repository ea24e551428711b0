/**
 * What the district's data hub says of a name and an ID number: `match`; `mismatch`: the number is someone else's;
 * `unknown`: the register has no such number, which is no proof against the person.
 */
export type RealNameVerdict = 'match' | 'mismatch' | 'unknown'

/** Real-name check by the register of the police, through the data hub. */
export interface RealNamePort {
  /**
   * @param idNumber 18 characters, already sound by itself
   * @throws AppError `upstream_unavailable`; nothing is known of the person then
   */
  verifyRealName(name: string, idNumber: string): Promise<RealNameVerdict>
}
