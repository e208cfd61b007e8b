"""How many, how far, what is missing: reads rows, writes none; every figure of a page or paper comes from here."""
