"""The official's desk: the entry page, the grid, the Excel form, the work list, receipts."""
