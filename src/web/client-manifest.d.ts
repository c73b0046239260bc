/** Given by a plugin in vite.config.ts: the files that the build for browsers wrote. */
declare module 'virtual:client-manifest' {
  export const manifest: Readonly<
    Record<
      string,
      {
        readonly file: string
        readonly css?: readonly string[]
        readonly assets?: readonly string[]
        /** Names of other rows of the manifest. */
        readonly imports?: readonly string[]
      }
    >
  >
}
