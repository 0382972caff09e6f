"""The composition root of the windowed program: ``build`` joins the parts, ``run`` runs them."""

from miaohui.app.program import App, build, run

__all__ = ["App", "build", "run"]
