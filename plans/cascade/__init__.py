"""Tasks go down the line: handed to units below, changes offered, the matrix of who carries out what, reorganisation."""
