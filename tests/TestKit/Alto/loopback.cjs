// Preloaded into the bundler, which would listen on every address of the machine: keeps each TCP server on loopback,
// whatever it asks for, and tells the port it got on standard output.
"use strict";
const { Server } = require("node:net");

const host = "127.0.0.1";
const listen = Server.prototype.listen;

Server.prototype.listen = function (...args) {
  this.once("listening", () => console.log(`listening on ${this.address().port}`));
  return listen.apply(this, onLoopback(args));
};

function onLoopback([first, ...rest]) {
  if (first !== null && typeof first === "object" && "port" in first) return [{ ...first, host }, ...rest];
  if (typeof first !== "number" && !/^\d+$/.test(first)) return [first, ...rest]; // a pipe or an open handle
  return [first, host, ...(typeof rest[0] === "string" ? rest.slice(1) : rest)];
}
