"""The layouts, one module a family of producers."""

from . import browser, context, fop, groff, latex, libreoffice, reportlab, rst2pdf, typst, weasyprint, webkit
from .layout import Layout

__all__ = ["LAYOUTS", "Layout"]

LAYOUTS: tuple[Layout, ...] = (
    *latex.LAYOUTS,
    *libreoffice.LAYOUTS,
    *browser.LAYOUTS,
    *weasyprint.LAYOUTS,
    *typst.LAYOUTS,
    *groff.LAYOUTS,
    *context.LAYOUTS,
    *fop.LAYOUTS,
    *webkit.LAYOUTS,
    *reportlab.LAYOUTS,
    *rst2pdf.LAYOUTS,
    *latex.FURTHER,
    *weasyprint.FURTHER,
)
