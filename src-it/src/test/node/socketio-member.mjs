// A Socket.IO server on any port, as its documentation shows one. Writes its port; answers "echo" with the name it was started by.
import { createServer } from "node:http";
import { Server } from "socket.io";

const name = process.argv[2];
const http = createServer();
const io = new Server(http, { pingInterval: 2000, pingTimeout: 4000 });
io.on("connection", (socket) => {
  socket.on("echo", (text, answer) => answer({ name, text, transport: socket.conn.transport.name }));
  socket.on("many", (count) => {
    for (let i = 0; i < count; i++) {
      socket.emit("one", i);
    }
  });
});
http.listen(Number(process.argv[3] ?? 0), "127.0.0.1", () => console.log(http.address().port));
