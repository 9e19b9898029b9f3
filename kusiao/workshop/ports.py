import socket


def free_port():
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


def is_busy(port):
    with socket.socket() as door:
        # Without this a port of a server stopped a moment ago would look busy for a minute.
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind(("127.0.0.1", port))
        except OSError:
            return True
        return False


def answers(port, host="127.0.0.1"):
    with socket.socket() as door:
        door.settimeout(1)
        return door.connect_ex((host, port)) == 0
