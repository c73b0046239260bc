/**
 * The page is built twice from one file: `vite build --config src/web/vite.config.ts` writes the
 * browser's part to dist/web, the same with `--ssr` the server's part to dist/server. The browser's
 * comes first, for the server's part carries its manifest: names of scripts and styles with hashes.
 */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

const MANIFEST = here('../../dist/web/.vite/manifest.json')

/** Gives the server's part the manifest of the browser's part as `virtual:client-manifest`. */
function clientManifest(): Plugin {
  const resolved = '\0client-manifest'
  return {
    name: 'client-manifest',
    resolveId: (id) => (id === 'virtual:client-manifest' ? resolved : null),
    load: (id) => (id === resolved ? `export const manifest = ${readManifest()}` : null),
  }
}

function readManifest(): string {
  try {
    return readFileSync(MANIFEST, 'utf8')
  } catch (cause) {
    throw new Error('Build the part of the browser first: its manifest is not there.', { cause })
  }
}

// biome-ignore lint/style/noDefaultExport: Vite reads its configuration from the default export
export default defineConfig(({ isSsrBuild }) => ({
  root: here('.'),
  logLevel: 'warn',
  plugins: [clientManifest()],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  // Everything is bundled, so that the server's part has one copy of the renderer and its hooks.
  ssr: { noExternal: true },
  worker: { format: 'es' },
  build: {
    target: isSsrBuild ? 'node24' : 'es2023',
    outDir: here(isSsrBuild ? '../../dist/server' : '../../dist/web'),
    emptyOutDir: true,
    manifest: !isSsrBuild,
    copyPublicDir: !isSsrBuild,
    // The policy of the page allows no scripts or pictures written into it.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // On the server everything is at hand at once, so nothing gains by being loaded late.
      // How long a build takes on a busy machine is nothing that whoever starts a server has to read.
      checks: { ineffectiveDynamicImport: !isSsrBuild, bundlerTimings: false },
      input: isSsrBuild
        ? { 'entry-server': here('entry-server.tsx') }
        : {
            lab: here('entry-client.tsx'),
            market: here('entry-market.tsx'),
            theme: here('theme.ts'),
          },
    },
  },
}))
