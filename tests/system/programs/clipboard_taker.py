"""Another program that takes the clipboard whenever somebody else does, and says so: ``taker.py MANNER``.

Manners: ``other`` serves a text of its own, each time; ``once`` does so the first time only; ``same`` reads the new
text and serves that, as clipboard managers do; ``hung`` takes it each time and never answers.
"""

import sys

from Xlib import X
from Xlib.display import Display
from Xlib.ext import xfixes
from Xlib.protocol.event import SelectionNotify, SelectionRequest

manner = sys.argv[1]
display = Display()
xfixes.query_version(display)
clipboard, utf8, place = (display.intern_atom(name) for name in ("CLIPBOARD", "UTF8_STRING", "_TAKEN"))
window = display.screen().root.create_window(0, 0, 1, 1, 0, X.CopyFromParent)
xfixes.select_selection_input(display, window.id, clipboard, xfixes.XFixesSetSelectionOwnerNotifyMask)
owner_notify = display.extension_event.SetSelectionOwnerNotify[0]
display.sync()
text = b"theirs"
taken = 0
print("ready", flush=True)


def take() -> None:
    global taken
    window.set_selection_owner(clipboard, X.CurrentTime)
    display.sync()
    taken += 1
    print("taken", flush=True)


while True:
    event = display.next_event()
    if event.type == owner_notify and event.owner not in (window, window.id, 0):
        if manner == "same":
            window.convert_selection(clipboard, utf8, place, X.CurrentTime)
        elif manner != "once" or not taken:
            take()
    elif isinstance(event, SelectionNotify) and event.property:
        found = window.get_full_property(place, X.AnyPropertyType)
        window.delete_property(place)
        if found is not None and found.value:  # a picture has none
            text = bytes(found.value)
            take()
    elif isinstance(event, SelectionRequest) and manner != "hung":
        given = event.property if event.target == utf8 else X.NONE
        if given:
            event.requestor.change_property(given, utf8, 8, text)
        answer = SelectionNotify(
            time=event.time, requestor=event.requestor, selection=clipboard, target=event.target, property=given
        )
        event.requestor.send_event(answer)
        display.flush()
