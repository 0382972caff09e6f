"""Moving in: the rows of a foreign table as one change set.

``planning`` joins the parts. Rows (``row``) with the same code and group are wordings of one reply (``grouping``); a
row without a code is a reply of its own. ``same_row`` finds the replies that are here already, ``wordings`` and
``own_cells`` say how they change; ``shelves`` and ``codes`` give a new reply its place. Nothing is dropped without
being counted (``planned``).
"""

from miaohui.flow.transfer.codes import Codes
from miaohui.flow.transfer.planned import Mode, Plan, pictures_of
from miaohui.flow.transfer.planning import plan
from miaohui.flow.transfer.row import Row, RowProblem, list_cell, listed
from miaohui.flow.transfer.shelves import UNFILED, Shelves

__all__ = [
    "UNFILED",
    "Codes",
    "Mode",
    "Plan",
    "Row",
    "RowProblem",
    "Shelves",
    "list_cell",
    "listed",
    "pictures_of",
    "plan",
]
