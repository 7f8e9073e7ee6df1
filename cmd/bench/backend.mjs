// openapi-backend behind Node's own server: it judges requests, answers the document's example, and judges that answer too.
import { createServer } from "node:http";
import { OpenAPIBackend } from "openapi-backend";

const [definition, port] = process.argv.slice(2);
const answer = (res, status, body) => {
  res.writeHead(status, { "Content-Type": "application/json" });
  res.end(JSON.stringify(body));
};
const api = new OpenAPIBackend({
  definition,
  quick: true,
  handlers: {
    validationFail: (c, req, res) => answer(res, 400, { errors: c.validation.errors }),
    notFound: (c, req, res) => answer(res, 404, {}),
    notImplemented: (c, req, res) => {
      const { status, mock } = c.api.mockResponseForOperation(c.operation.operationId);
      const wrong = c.api.validateResponse(mock, c.operation, status);
      answer(res, wrong.errors ? 502 : status, wrong.errors ? wrong : mock);
    },
  },
});
await api.init();
createServer((req, res) => {
  const parts = [];
  req.on("data", (part) => parts.push(part));
  req.on("end", () => {
    const text = Buffer.concat(parts).toString();
    api.handleRequest({ method: req.method, path: req.url, headers: req.headers, body: text && JSON.parse(text) }, req, res);
  });
}).listen(Number(port), "127.0.0.1");
