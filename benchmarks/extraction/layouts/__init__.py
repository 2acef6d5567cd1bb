"""The layouts, one module a family of producers."""

from . import browser, groff, latex, libreoffice, typst, weasyprint
from .layout import Layout

__all__ = ["LAYOUTS", "Layout"]

LAYOUTS: tuple[Layout, ...] = (
    *latex.LAYOUTS,
    *libreoffice.LAYOUTS,
    *browser.LAYOUTS,
    *weasyprint.LAYOUTS,
    *typst.LAYOUTS,
    *groff.LAYOUTS,
)
