import 'fastify'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route reads its body as a stream, with deadlines of its own. */
    readonly streams?: boolean
  }
}
