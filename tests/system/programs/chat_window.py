"""Another program's window: says what it is, when it has the focus and which keys it gets."""

import sys

from Xlib import XK, X, Xutil
from Xlib.display import Display

title, place = sys.argv[1:]
width, height, x, y = (int(number) for number in place.split())
names = {value: name.removeprefix("XK_") for name, value in vars(XK).items() if name.startswith("XK_")}
display = Display()
screen = display.screen()
events = X.KeyPressMask | X.FocusChangeMask | X.StructureNotifyMask
window = screen.root.create_window(
    x, y, width, height, 0, screen.root_depth, X.InputOutput, X.CopyFromParent, event_mask=events
)
window.set_wm_class("chat", "ChatClient")
window.change_property(display.intern_atom("_NET_WM_NAME"), display.intern_atom("UTF8_STRING"), 8, title.encode())
window.set_wm_hints(flags=1, input=1)
window.set_wm_normal_hints(flags=Xutil.USPosition | Xutil.USSize)
window.map()
display.flush()
print(f"window {window.id}", flush=True)
while True:
    event = display.next_event()
    if event.type == X.FocusIn:
        print("focused", flush=True)
    elif event.type == X.KeyPress:
        keysym = display.keycode_to_keysym(event.detail, 0)
        print(f"key {names.get(keysym, keysym)}", flush=True)
