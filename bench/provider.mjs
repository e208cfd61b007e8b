// The OpenID provider of a province, for bench_soak_province: the certified oidc-provider with people and one client.
// node bench/provider.mjs FOLDER PEOPLE: FOLDER holds node_modules, PEOPLE is {subject: user name} as JSON; prints its port.
/* global console, process */
import { createServer } from "node:http";
import { pathToFileURL } from "node:url";

const [folder, people] = process.argv.slice(2);
const { default: Provider } = await import(pathToFileURL(`${folder}/node_modules/oidc-provider/lib/index.js`));
const names = JSON.parse(people);
const server = createServer();
server.listen(0, "127.0.0.1", () => {
  const { port } = server.address();
  const provider = new Provider(`http://localhost:${port}`, {
    clients: [{ client_id: "papi", client_secret: "bi-mat", redirect_uris: ["http://testserver/dang-nhap/tinh/ve/"] }],
    claims: { profile: ["preferred_username"] },
    pkce: { required: () => true },
    findAccount: (...[, accountId]) =>
      Object.hasOwn(names, accountId) && {
        accountId,
        claims: () => ({ sub: accountId, preferred_username: names[accountId] }),
      },
  });
  server.on("request", provider.callback());
  console.log(port);
});
