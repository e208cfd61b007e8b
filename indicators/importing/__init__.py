"""A new year of PAPI taken in from its workbook or from CSV: read by number, shown before it is written, taken back."""
