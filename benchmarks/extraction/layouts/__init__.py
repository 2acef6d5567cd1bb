"""The layouts, one module a family of producers."""

from . import (
    browser,
    context,
    fop,
    groff,
    groff_mom,
    latex,
    latex_classes,
    libreoffice,
    optex,
    reportlab,
    rst2pdf,
    typst,
    weasyprint,
    webkit,
)
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
    *latex_classes.LAYOUTS,
    *optex.LAYOUTS,
    *groff_mom.LAYOUTS,
    *context.FURTHER,
    *groff.FURTHER,
    *typst.FURTHER,
)
