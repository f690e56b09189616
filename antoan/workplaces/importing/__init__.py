"""Lists that come as Excel or CSV: read, understood column by column, compared with what is known, taken in at once.

    bytes → reading.tables_of → tables.Table (columns of values, faults beside them) → a Kind compares and writes

A room declares a `Kind` (its columns, its checks against what is known, its bulk writing) and registers it in
`AppConfig.ready()`; the command line, the page, the template and the returned workbook then serve it too.
"""
