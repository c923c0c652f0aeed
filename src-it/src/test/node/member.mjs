// An echo that insists on permessage-deflate. Prints its port; ends when its standard input ends.
import { WebSocketServer } from "ws";

const server = new WebSocketServer({
  host: "127.0.0.1",
  port: 0,
  maxPayload: 64 << 20,
  perMessageDeflate: { threshold: 0 },
});
server.on("listening", () => console.log(server.address().port));
server.on("connection", (socket) => {
  socket.on("error", (error) => console.error("member", error));
  socket.on("message", (data, isBinary) => socket.send(data, { binary: isBinary }));
});
process.stdin.resume();
process.stdin.on("end", () => process.exit(0));
