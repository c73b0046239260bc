import { listings } from '../samples.ts'

const names = new Map(listings.map(({ id, name }) => [id, name]))

/** What a listing is called where that is known; else its id as it stands. */
export function listingName(listing: string): string {
  return names.get(listing) ?? listing
}
