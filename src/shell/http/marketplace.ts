import type { TermsLibrary } from '../../core/pricing/library.ts'
import type { Jobs } from '../jobs/jobs.ts'
import { openMailer } from '../mail/mailer.ts'
import { seedOrders } from '../samples/sample-orders.ts'
import { seed } from '../samples/seed.ts'
import { lastChange } from '../store/feed.ts'
import { openStore } from '../store/store.ts'
import { seedTracker } from '../tracker/samples.ts'
import { isLoopback } from './loopback.ts'
import { type Market, openMarket } from './market/market.ts'
import { startMarketJobs } from './market/market-jobs.ts'
import { NO_SETTINGS, type OrderSettings, orderSettings } from './order-settings.ts'
import { sampleTill } from './orders/sample-till.ts'
import { type TrackerSettings, trackerSettings } from './tracker-settings.ts'

/** Which database, and what a new one is filled with. */
export interface DatabaseOptions {
  /** A PostgreSQL of its own; without it, the embedded one. */
  readonly url?: string | undefined
  /** The folder of the embedded one. */
  readonly folder?: string | undefined
  /** Whether an empty database is filled with the sample marketplace. */
  readonly samples: boolean
  /** Whether people reach the server over TLS, here or at a proxy. */
  readonly isSecure?: boolean
  readonly proxies?: readonly string[]
  /** Payments and mails; without it a test provider, and mails are kept. */
  readonly orders?: OrderSettings
  /** Where prices are asked, and by which bot alerts are told. */
  readonly tracker?: TrackerSettings
}

/**
 * What the environment says: DATABASE_URL, TESSERA_DATA, TESSERA_SAMPLES=no, TESSERA_TLS=yes,
 * TESSERA_PROXIES, what `orderSettings` reads of payments and mails, and `trackerSettings` of prices and alerts.
 */
export function databaseOf(
  environment: Readonly<Record<string, string | undefined>>,
): DatabaseOptions {
  const { DATABASE_URL, TESSERA_DATA, TESSERA_SAMPLES, TESSERA_TLS, TESSERA_PROXIES } = environment
  return {
    url: DATABASE_URL || undefined,
    folder: TESSERA_DATA || undefined,
    samples: !DATABASE_URL && TESSERA_SAMPLES !== 'no',
    isSecure: TESSERA_TLS === 'yes',
    proxies: (TESSERA_PROXIES ?? '')
      .split(',')
      .map((one) => one.trim())
      .filter(Boolean),
    orders: orderSettings(environment),
    tracker: trackerSettings(environment),
  }
}

/** A marketplace that runs: its routes' part, and how it ends. */
export interface Marketplace {
  readonly market: Market
  /** Starts what is done in the background, when the server listens at this address. */
  readonly startJobs: (address: string) => void
  /** Lets what is done in the background come to its end; before the routes are closed. */
  readonly stopJobs: () => Promise<void>
  /** Ends the connections and the embedded server; after the routes are closed. */
  readonly close: () => Promise<void>
}

/** Opens the database, and fills an empty one with samples. */
export async function openMarketplace(
  {
    url,
    folder,
    samples,
    isSecure = false,
    proxies = [],
    orders = NO_SETTINGS,
    ...more
  }: DatabaseOptions,
  { library, host }: { readonly library: TermsLibrary; readonly host: string },
): Promise<Marketplace> {
  const onFault = (error: unknown) => process.stderr.write(`${faultText(error)}\n`)
  const store = await openStore({ url, folder, onFault })
  try {
    // The sample people have known passwords: they are let in from this machine only.
    const withSamples = samples && isLoopback(host)
    const { ownUrl, returnOrigins, mail } = orders
    const { affiliate = null, telegram = null, feeds = [] } = more.tracker ?? {}
    const market = await openMarket(store, library, {
      ...{ isSecure, proxies, onFault, withSamples, ownUrl, returnOrigins },
      payments: orders.providers,
      telegram,
      mailFrom: mail?.from ?? null,
      tracker: { affiliate, ...(feeds.length > 0 && { feed: feedOf(feeds, onFault) }) },
    })
    if (withSamples) {
      await seed({ ...market, terms: library }, new Date())
      await market.book.reached(await lastChange(store))
      const till = sampleTill(market)
      if (till) await seedOrders({ ...market, terms: library, till }, new Date())
      await seedTracker(store, market.tracker)
    }
    let jobs: Jobs | null = null
    return {
      market,
      startJobs: (address) => {
        const mailer = mail && openMailer(mail)
        const surroundings = { address, pages: ownUrl ?? address, mailer, onFault }
        jobs ??= startMarketJobs(market, surroundings)
      },
      stopJobs: async () => jobs?.stop(),
      close: () => store.close(),
    }
  } catch (error) {
    await store.close()
    throw error
  }
}

function feedOf(files: readonly string[], onFault: (error: unknown) => void) {
  return {
    files,
    onFault: ({ file, fault }: { readonly file: string; readonly fault: string }) =>
      onFault(new Error(`${file}: ${fault}`)),
  }
}

const faultText = (error: unknown) => (error instanceof Error ? error.message : String(error))
