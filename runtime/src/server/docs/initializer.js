"use strict";

const root = new URL("{{root}}", window.location.href);
const documentUrl = new URL("openapi.json", root).href;
const tryItOut = {{try-it-out}};
const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

// The document as the page needs it; the one that is served stays as it is.
function prepare(response) {
  if (response.ok && response.url === documentUrl) {
    const api = JSON.parse(response.text);
    const paths = Object.entries(api.paths ?? {}).filter(([path]) => path.startsWith("/"));
    paths.forEach(([, item]) => shareParameters(api, item));
    if (tryItOut) {
      offerThisServer(api);
    }
    response.text = JSON.stringify(api);
  }
  return response;
}

// This server comes first, so that a call goes to where the page comes from unless another one is chosen.
function offerThisServer(api) {
  const here = { url: root.pathname.replace(/\/$/, "") || "/", description: "This server" };
  api.servers = [here, ...(api.servers ?? [])];
}

// Parameters of a path move to its operations, because Swagger UI shows references among them without a name.
function shareParameters(api, item) {
  const shared = item.parameters ?? [];
  delete item.parameters;
  const key = (parameter) => {
    const [, name] = /^#\/components\/parameters\/([^/]+)$/.exec(parameter.$ref ?? "") ?? [];
    const found = name === undefined ? parameter : api.components?.parameters?.[name] ?? parameter;
    return `${found.in} ${found.name}`;
  };
  for (const operation of methods.map((method) => item[method]).filter(Boolean)) {
    const own = operation.parameters ?? [];
    const keys = new Set(own.map(key));
    operation.parameters = [...shared.filter((parameter) => !keys.has(key(parameter))), ...own];
  }
}

const nothing = () => () => null;

window.ui = SwaggerUIBundle({
  url: documentUrl,
  dom_id: "#swagger-ui",
  deepLinking: true,
  validatorUrl: null,
  responseInterceptor: prepare,
  supportedSubmitMethods: tryItOut ? methods : [],
  // Where no call can be made, nobody should be asked for credentials.
  plugins: tryItOut ? [] : [{ wrapComponents: { authorizeBtn: nothing, authorizeOperationBtn: nothing } }],
});
