# The image of spcs-sd: Node, the program in one folder, and nothing else: no shell, no npm, no root.
#
#   docker build --tag spcs-sd .
#   docker run --rm spcs-sd --help
#
# Both bases are pinned by tag. Whoever builds for others pins them by digest as well:
#   docker build --build-arg NODE_IMAGE=node:24.21.0-bookworm-slim@sha256:… --build-arg RUNTIME_IMAGE=…
ARG NODE_IMAGE=node:24.21.0-bookworm-slim
ARG RUNTIME_IMAGE=gcr.io/distroless/cc-debian12:nonroot

FROM ${NODE_IMAGE} AS build
WORKDIR /src
# Manifests alone: the layer of dependencies stays as long as the lock file does.
COPY package.json package-lock.json ./
COPY spec/package.json spec/
COPY sd-core/package.json sd-core/
COPY sd-runtime/package.json sd-runtime/
COPY sd-http-adapter/package.json sd-http-adapter/
COPY sd-file-adapter/package.json sd-file-adapter/
COPY sandbox/package.json sandbox/
COPY sd-cli/package.json sd-cli/
COPY bench/package.json bench/
COPY faults/package.json faults/
# Nothing of what is installed needs its install script: bcrypt brings its binaries.
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN npm run build && node tools/app-folder.mjs /app && mkdir /state

FROM ${RUNTIME_IMAGE}
COPY --from=build /usr/local/bin/node /usr/local/bin/node
COPY --from=build /app /app
# The working directory is where the state file is kept. Mount a volume here, and a restart goes on from it.
COPY --from=build --chown=65532:65532 /state /var/lib/spcs-sd
WORKDIR /var/lib/spcs-sd
USER 65532:65532
ENV NODE_ENV=production
# The default of the program: loopback, where the other containers of a pod or a service ask.
# For others: docker run … spcs-sd http --web.listen-address=:9003
EXPOSE 9003
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s \
  CMD ["/usr/local/bin/node", "-e", "fetch('http://127.0.0.1:9003/-/healthy').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["/usr/local/bin/node", "/app/node_modules/spcs-sd/bundle/main.js"]
CMD ["http"]
