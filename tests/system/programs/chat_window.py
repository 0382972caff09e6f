"""Another program's window: says what it is, when it has the focus and which keys it gets.

Arguments: title, place, class; ``title TEXT`` on the standard input gives it another title.
"""

import os
import select
import socket
import sys

from Xlib import XK, X, Xatom, Xutil
from Xlib.display import Display

title, place, *more = sys.argv[1:]
width, height, x, y = (int(number) for number in place.split())
names = {value: name.removeprefix("XK_") for name, value in vars(XK).items() if name.startswith("XK_")}
display = Display()
screen = display.screen()
events = X.KeyPressMask | X.FocusChangeMask | X.StructureNotifyMask
window = screen.root.create_window(
    x, y, width, height, 0, screen.root_depth, X.InputOutput, X.CopyFromParent, event_mask=events
)
window.set_wm_class("chat", *more or ["ChatClient"])
window.change_property(display.intern_atom("_NET_WM_PID"), Xatom.CARDINAL, 32, [os.getpid()])
window.set_wm_client_machine(socket.gethostname())


def name_it(title: bytes) -> None:
    window.change_property(display.intern_atom("_NET_WM_NAME"), display.intern_atom("UTF8_STRING"), 8, title)
    display.flush()


name_it(title.encode())
window.set_wm_hints(flags=1, input=1)
window.set_wm_normal_hints(flags=Xutil.USPosition | Xutil.USSize)
window.map()
display.flush()
print(f"window {window.id}", flush=True)
typed = b""
while True:
    if not display.pending_events():
        ready, _, _ = select.select([display.fileno(), 0], [], [])
        if 0 in ready:
            typed += os.read(0, 65536) or sys.exit(0)
            *commands, typed = typed.split(b"\n")
            for command in commands:
                name_it(command.removeprefix(b"title "))
        continue
    event = display.next_event()
    if event.type == X.FocusIn:
        print("focused", flush=True)
    elif event.type == X.KeyPress:
        keysym = display.keycode_to_keysym(event.detail, 0)
        print(f"key {names.get(keysym, keysym)}", flush=True)
