import manifest from '../../../package.json' with { type: 'json' }

/** The version of the package, as health and the API's document state it. */
export const { version } = manifest
