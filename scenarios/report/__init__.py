"""The report of a what-if: one HTML page, or one picture, that needs nothing else.

``page.report_html`` makes the page of outcomes and comparisons. All is pure: numbers in, text out.
"""
