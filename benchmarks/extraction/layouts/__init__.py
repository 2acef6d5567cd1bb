"""The layouts, one module a family of producers."""

from . import (
    browser,
    context,
    fop,
    fpdf2,
    groff,
    groff_mom,
    latex,
    latex_articles,
    latex_books,
    latex_classes,
    latex_packages,
    libreoffice,
    libreoffice_books,
    optex,
    other_settings,
    pandoc,
    printed_pages,
    reportlab,
    rst2pdf,
    typst,
    weasyprint,
    web_pages,
    webkit,
)
from .layout import Layout

__all__ = ["LAYOUTS", "PRINTED", "Layout"]

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
    *latex_packages.LAYOUTS,
    *latex_books.LAYOUTS,
    *latex_articles.LAYOUTS,
)

PRINTED: tuple[Layout, ...] = (
    *printed_pages.LAYOUTS,
    *libreoffice_books.LAYOUTS,
    *pandoc.LAYOUTS,
    *other_settings.LAYOUTS,
    *web_pages.LAYOUTS,
    *fpdf2.LAYOUTS,
)
"""What browsers, word processors and formatters print; with texts of their own, so that the others keep theirs."""
