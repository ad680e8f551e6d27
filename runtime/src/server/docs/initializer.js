"use strict";

const root = new URL("{{root}}", window.location.href);
const documentUrl = new URL("openapi.json", root).href;
const tryItOut = {{try-it-out}};

// This server comes first, so that a call goes to where the page comes from unless another one is chosen.
function offerThisServer(response) {
  if (tryItOut && response.ok && response.url === documentUrl) {
    const api = JSON.parse(response.text);
    api.servers = [{ url: root.pathname.replace(/\/$/, "") || "/", description: "This server" }, ...(api.servers ?? [])];
    response.text = JSON.stringify(api);
  }
  return response;
}

const nothing = () => () => null;

window.ui = SwaggerUIBundle({
  url: documentUrl,
  dom_id: "#swagger-ui",
  deepLinking: true,
  validatorUrl: null,
  responseInterceptor: offerThisServer,
  supportedSubmitMethods: tryItOut ? ["get", "put", "post", "delete", "options", "head", "patch", "trace"] : [],
  // Where no call can be made, nobody should be asked for credentials.
  plugins: tryItOut ? [] : [{ wrapComponents: { authorizeBtn: nothing, authorizeOperationBtn: nothing } }],
});
