/** Where this phone is, WGS-84, and how sure it is. */
export interface PhonePlace {
  lat: number
  lng: number
  accuracyM: number
  datum: 'wgs84'
}
