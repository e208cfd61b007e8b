"""An official paper as data, and its faces: PDF, DOCX and XLSX, laid out by Decree 30/2020/ND-CP."""
